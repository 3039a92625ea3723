import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { STACKS } from '../../src/configurations.ts';
import { renderTemplates } from '../../src/templates/render-templates.ts';
import { committed, committedText } from '../support/committed-template.ts';

const NAMES = Object.keys(STACKS);
let rendered: ReadonlyMap<string, string>;
beforeAll(() => {
  rendered = renderTemplates();
});

it('has a template for every stack and no other', () => {
  const files = readdirSync(join(import.meta.dirname, '../../cloudformation')).sort();
  expect(files).toEqual(NAMES.map((name) => `${name}.yaml`).sort());
});

it('gives Terraform the same list of what members are denied', () => {
  const path = 'terraform/modules/member-role/denied-actions.json';
  expect(readFileSync(join(import.meta.dirname, '../..', path), 'utf8')).toBe(rendered.get(path));
});

describe.each(NAMES)('%s.yaml', (name) => {
  it('is what the CDK synthesises; after a change: npm run templates', () => {
    expect(committedText(name)).toBe(rendered.get(`cloudformation/${name}.yaml`));
  });

  it('is the same to readers of YAML 1.1, who know dates and more words for true', () => {
    expect(parse(committedText(name), { version: '1.1' })).toEqual(parse(committedText(name)));
  });

  it('fits into one request of aws cloudformation deploy, which needs no bucket then', () => {
    expect(Buffer.byteLength(committedText(name))).toBeLessThan(51_200);
  });

  it('needs neither cdk bootstrap nor assets nor functions of its own', () => {
    const { Parameters, Resources } = committed(name);
    expect(Object.keys(Parameters).filter((parameter) => /Bootstrap|Asset/.test(parameter))).toEqual([]);
    const types = Object.values(Resources).map(({ Type }) => Type);
    expect(types.filter((type) => /^AWS::Lambda|^Custom::|CustomResource|CDK::Metadata/.test(type))).toEqual([]);
    expect(committedText(name)).not.toMatch(/cdk|aws:asset/i);
  });

  it('tells what its parameters mean, and shows no secret one', () => {
    for (const [parameter, props] of Object.entries(committed(name).Parameters)) {
      expect(props.Description, parameter).toMatch(/\.$/);
      if (parameter === 'ExternalId') expect(props.NoEcho).toBe(true);
    }
  });
});
