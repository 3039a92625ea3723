import { stringify } from 'yaml';
import { createApp, STACKS } from '../configurations.ts';
import { DENIED_TO_MEMBERS } from '../policies/member-denials.ts';
import { type PlainTemplate, plainTemplate } from './plain-template.ts';

const HEADER = '# Made from src/ by `npm run templates`. Change it there.\n';

/** Readers of YAML 1.1, CloudFormation's tools among them, take `2012-10-17` without quotes for a date. */
const YAML = { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false } as const;
/** For the member role that Terraform makes, which is to be the same. */
const DENIED_ACTIONS = 'terraform/modules/member-role/denied-actions.json';

/** The text of every file that is made from the sources, by its path in this project. */
export function renderTemplates(): ReadonlyMap<string, string> {
  const assembly = createApp().synth();
  const templates = Object.keys(STACKS).map((name): [string, string] => {
    const template = plainTemplate(assembly.getStackByName(name).template as PlainTemplate);
    const text = stringify(template, YAML);
    return [`cloudformation/${name}.yaml`, HEADER + text];
  });
  return new Map([...templates, [DENIED_ACTIONS, `${JSON.stringify(DENIED_TO_MEMBERS, null, 2)}\n`]]);
}
