import { type Claims, clientOf, scopesOf } from './auth-info.ts';
import type { ExpectedClaims } from './identity-config.ts';

/** What stands against a token. */
export type ClaimProblem =
  | 'expired'
  | 'not-yet-valid'
  | 'issuer'
  | 'audience'
  | 'client'
  | 'claim'
  | 'scope'
  | 'malformed';

/** Undefined for claims that are as expected. `now` is in seconds since 1970. */
export function problemOfClaims(
  claims: Claims,
  expected: ExpectedClaims,
  now: number = Date.now() / 1000,
): ClaimProblem | undefined {
  return (
    problemOfTime(claims, expected, now) ??
    problemOfParties(claims, expected) ??
    ([...expected.claims].every(([name, value]) => says(claims, name, value)) ? undefined : 'claim') ??
    (expected.scopes.every((scope) => scopesOf(claims).includes(scope)) ? undefined : 'scope')
  );
}

/** https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4: both are numbers, and a token may have neither. */
function problemOfTime(
  { exp, nbf }: Claims,
  { toleranceSeconds }: ExpectedClaims,
  now: number,
): ClaimProblem | undefined {
  if (![exp, nbf].every((time) => time === undefined || Number.isFinite(time))) return 'malformed';
  if (exp !== undefined && (exp as number) <= now - toleranceSeconds) return 'expired';
  return nbf !== undefined && (nbf as number) > now + toleranceSeconds ? 'not-yet-valid' : undefined;
}

function problemOfParties(claims: Claims, { issuer, audiences, clients }: ExpectedClaims): ClaimProblem | undefined {
  if (issuer !== undefined && claims.iss !== issuer) return 'issuer';
  if (audiences.length > 0 && !listOf(claims.aud).some((one) => audiences.includes(one))) return 'audience';
  return clients.length > 0 && !clients.includes(clientOf(claims) ?? '') ? 'client' : undefined;
}

/** A claim that is a list says each of its texts. */
function says(claims: Claims, name: string, value: string): boolean {
  return Object.hasOwn(claims, name) && listOf(claims[name]).includes(value);
}

function listOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.every((one) => typeof one === 'string') ? values : [];
}
