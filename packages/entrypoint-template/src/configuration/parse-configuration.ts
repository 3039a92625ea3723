import { parseEnv } from 'node:util';
import { ServeConfigurationError } from '../errors.ts';

/** Names of environment variables to their values. */
export type Values = Readonly<Record<string, string>>;

/**
 * What a secret or parameter says: a JSON object, or lines of `NAME=value`. In JSON, a list becomes its parts with commas
 * between them, an object or a list of objects stays JSON, and null is left out.
 *
 * @throws ServeConfigurationError for anything else, without any of it.
 */
export function parseConfiguration(variable: string, text: string | undefined): Values {
  const content = text?.trim() ?? '';
  const values = content.startsWith('{') ? parseJson(content) : parseLines(content);
  if (!values || !Object.keys(values).every(isName)) {
    throw new ServeConfigurationError(
      `${variable}: what it names must be a JSON object such as {"DATABASE_URL": "…"}, or lines of NAME=value, ` +
        'with names of letters, digits and _.',
    );
  }
  return values;
}

function parseJson(content: string): Values | undefined {
  try {
    const entries = Object.entries(JSON.parse(content) as object).filter(([, value]) => value !== null);
    return Object.fromEntries(entries.map(([name, value]) => [name, asText(value)]));
  } catch {
    return undefined;
  }
}

/** Comments and empty lines alone are no configuration, and probably somebody's mistake. */
function parseLines(content: string): Values | undefined {
  const values = parseEnv(content) as Values;
  return Object.keys(values).length > 0 ? values : undefined;
}

function asText(value: unknown): string {
  if (Array.isArray(value) && value.every((part) => typeof part !== 'object')) return value.join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
