import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PSEUDO, resolve } from './resolve-template.ts';

const FOLDER = join(import.meta.dirname, '../../cloudformation');

interface Parameter {
  readonly Default?: string;
  readonly Type: string;
  readonly Description?: string;
  readonly AllowedPattern?: string;
  readonly NoEcho?: boolean;
}

export interface Committed {
  readonly Parameters: Readonly<Record<string, Parameter>>;
  readonly Conditions?: object;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: string }>>;
}

export function committedText(name: string): string {
  return readFileSync(join(FOLDER, `${name}.yaml`), 'utf8');
}

/** A committed template as it was written. */
export function committed(name: string): Committed {
  return parse(committedText(name)) as Committed;
}

/** The same with these parameters and attributes (`Runtime.Arn`), and the defaults for the others. */
export function deployed(name: string, parameters: Readonly<Record<string, string>>): Committed {
  const template = committed(name);
  const defaults = Object.entries(template.Parameters).flatMap(([key, { Default }]) =>
    Default === undefined ? [] : [[key, Default] as const],
  );
  const values = { ...PSEUDO, ...Object.fromEntries(defaults), ...parameters };
  return resolve(template, values, template.Conditions) as Committed;
}
