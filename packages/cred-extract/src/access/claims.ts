import type { Caller } from '../caller.ts';

/**
 * Which claims of a token tell who calls. A name with dots that is no claim itself leads into nested ones:
 * `realm_access.roles`, `payload.sub`.
 */
export interface ClaimNames {
  /** Default `sub`. */
  readonly subject?: string;
  /** Where `authInfo.clientId` is empty. Default `client_id`, else `azp`. */
  readonly clientId?: string;
  /** Default `groups`, `cognito:groups` and `roles` together. */
  readonly groups?: string;
  /** Where `authInfo.scopes` is empty. Default `scope`, else `scp`. */
  readonly scopes?: string;
}

/**
 * The caller that an MCP SDK's `authInfo` tells of, which the server's own token verifier made: its client and scopes, and
 * the token's claims in `authInfo.extra`.
 *
 * Undefined without `authInfo`, after the token's `expiresAt`, and where a claim has a form that is not understood: a
 * group that cannot be read might be one that a rule denies.
 */
export function callerOfAuthInfo(authInfo: unknown, names: ClaimNames = {}): Caller | undefined {
  if (!isObject(authInfo) || hasExpired(authInfo.expiresAt)) return undefined;
  const claims = isObject(authInfo.extra) ? authInfo.extra : {};
  try {
    const subject = text(firstOf(claims, names.subject, ['sub']));
    const clientId = text(authInfo.clientId || firstOf(claims, names.clientId, ['client_id', 'azp']));
    const groups = allOf(claims, names.groups, ['groups', 'cognito:groups', 'roles']).flatMap((claim) => list(claim));
    const given = list(authInfo.scopes);
    const scopes = given.length > 0 ? given : list(firstOf(claims, names.scopes, ['scope', 'scp']), /\s+/);
    return Object.freeze({
      subject,
      clientId,
      groups: Object.freeze([...new Set(groups)]),
      scopes: Object.freeze(scopes),
    });
  } catch {
    return undefined;
  }
}

type Claims = Readonly<Record<string, unknown>>;

function firstOf(claims: Claims, name: string | undefined, usual: readonly string[]): unknown {
  return allOf(claims, name, usual)[0];
}

function allOf(claims: Claims, name: string | undefined, usual: readonly string[]): readonly unknown[] {
  const names = name === undefined ? usual : [name];
  return names.map((one) => claimOf(claims, one)).filter(isPresent);
}

function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  const path = name.split('.');
  return path.length === 1 ? undefined : path.reduce<unknown>(memberOf, claims);
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function text(value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw new TypeError('not a text');
  return value;
}

/** One text is a list of one, unless it is a list by its separator. */
function list(value: unknown, separator?: RegExp): readonly string[] {
  if (!isPresent(value)) return [];
  const values: readonly unknown[] = typeof value === 'string' && separator ? value.split(separator) : [value].flat();
  if (!values.every((one) => typeof one === 'string')) throw new TypeError('not a list of texts');
  return values.filter((one) => one !== '');
}

function hasExpired(expiresAt: unknown): boolean {
  return typeof expiresAt === 'number' && expiresAt * 1000 <= Date.now();
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
