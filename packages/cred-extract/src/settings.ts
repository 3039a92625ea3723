import type { Environment } from './environment.ts';
import { ConfigurationError } from './errors.ts';
import { quote } from './printable.ts';

/**
 * A switch of the environment: `true` or `1`, `false` or `0`; absent and empty are off.
 *
 * @throws ConfigurationError for anything else, which must not pass for off.
 */
export function flag(env: Environment, variable: string): boolean {
  const value = env[variable]?.trim().toLowerCase() ?? '';
  if (value === 'true' || value === '1') return true;
  if (value === '' || value === 'false' || value === '0') return false;
  throw new ConfigurationError(`${variable} is either true or false.`);
}

/** @throws ConfigurationError */
export function optionalBoolean(value: unknown, setting: string): boolean {
  if (value === undefined || typeof value === 'boolean') return value === true;
  throw new ConfigurationError(`${setting} is either true or false.`);
}

/** @throws ConfigurationError */
export function onlyKeys(value: unknown, setting: string, known: readonly string[]): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigurationError(`${setting} must be an object with any of ${known.join(', ')}.`);
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new ConfigurationError(`${setting} has an unknown key ${quote(unknown)}. Known are ${known.join(', ')}.`);
  }
}
