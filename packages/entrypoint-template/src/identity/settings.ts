import type { Environment } from '../configuration/serve-config.ts';
import { ServeConfigurationError } from '../errors.ts';
import { isLoopbackHost } from '../http/loopback.ts';

/**
 * Only algorithms whose verifying key cannot sign: with a shared secret, or none, whoever knows what the server knows could
 * make tokens. Names: https://www.iana.org/assignments/jose/jose.xhtml
 */
const ASYMMETRIC = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

export function readText(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

/** Names with commas or spaces between them. */
export function readList(env: Environment, name: string): readonly string[] {
  return (
    readText(env, name)
      ?.split(/[\s,]+/)
      .filter(Boolean) ?? []
  );
}

/** They are repeated in a header: https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
export function readScopes(env: Environment, name: string): readonly string[] {
  const scopes = readList(env, name);
  if (scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope))) return scopes;
  throw new ServeConfigurationError(`${name} must be a list of scopes: ASCII without quotes and backslashes.`);
}

export function readAlgorithms(env: Environment, name: string): readonly string[] {
  const algorithms = readList(env, name);
  const known: readonly string[] = ASYMMETRIC;
  if (algorithms.every((one) => known.includes(one))) return algorithms.length > 0 ? algorithms : known;
  throw new ServeConfigurationError(`${name} must be a list of ${ASYMMETRIC.join(', ')}.`);
}

/** `name=value`, with commas between them. */
export function readClaims(env: Environment, name: string): ReadonlyMap<string, string> {
  const pairs =
    readText(env, name)
      ?.split(',')
      .filter((pair) => pair.trim() !== '') ?? [];
  const claims = new Map<string, string>();
  for (const pair of pairs) {
    const [claim, value] = splitOnce(pair);
    if (claim === '' || value === '') {
      throw new ServeConfigurationError(`${name} must be a list of name=value, such as token_use=access.`);
    }
    claims.set(claim, value);
  }
  return claims;
}

function splitOnce(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  return at === -1 ? ['', ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

export function readSeconds(env: Environment, name: string, { default: usual, max }: { default: number; max: number }) {
  const text = readText(env, name);
  if (text === undefined) return usual;
  if (/^\d{1,4}$/.test(text) && Number(text) <= max) return Number(text);
  throw new ServeConfigurationError(`${name} must be a number of seconds from 0 to ${max}.`);
}

export function readUrl(env: Environment, name: string): string | undefined {
  const text = readText(env, name);
  if (text === undefined || isPrivateUrl(text)) return text;
  throw new ServeConfigurationError(`${name} must be a URL with https.`);
}

/** Keys that come unencrypted may be anybody's, but for those of this machine. */
export function isPrivateUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
}
