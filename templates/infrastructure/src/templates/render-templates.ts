import { stringify } from 'yaml';
import { createApp, STACKS } from '../configurations.ts';
import { type PlainTemplate, plainTemplate } from './plain-template.ts';

const HEADER = '# Made from src/ by `npm run templates`. Change it there.\n';

/** The text of every committed template by its file name. */
export function renderTemplates(): ReadonlyMap<string, string> {
  const assembly = createApp().synth();
  return new Map(
    Object.keys(STACKS).map((name) => {
      const template = plainTemplate(assembly.getStackByName(name).template as PlainTemplate);
      return [`${name}.yaml`, HEADER + stringify(template, { lineWidth: 0, aliasDuplicateObjects: false })];
    }),
  );
}
