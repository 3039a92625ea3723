import type { Claims } from './auth-info.ts';
import type { IdentityConfig } from './identity-config.ts';
import { createKeySource, KeysUnavailableError } from './key-source.ts';

/** What a token says, and whether it may be believed. Its claims are still to be compared with what is expected. */
export type Verification =
  | { readonly kind: 'claims'; readonly claims: Claims }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'expired' }
  /** Nobody can tell for now. `detail` is for the log. */
  | { readonly kind: 'unavailable'; readonly detail: string };

export type VerifyToken = (token: string) => Promise<Verification>;

/** Reads what a token says that the platform in front has verified. */
export async function decoder(): Promise<VerifyToken> {
  const { decodeJwt } = await import('jose/jwt/decode');
  return async (token) => {
    try {
      return { kind: 'claims', claims: decodeJwt(token) };
    } catch {
      return { kind: 'invalid' };
    }
  };
}

/** Verifies who signed a token, by the keys of its identity provider and no others: what the token says of keys is not read. */
export async function verifier(config: Extract<IdentityConfig, { mode: 'jwks' }>): Promise<VerifyToken> {
  const { issuer, expected } = config;
  const [{ jwtVerify }, { JWTExpired }] = await Promise.all([import('jose/jwt/verify'), import('jose/errors')]);
  const keys = await createKeySource(config.keys, issuer);
  const options = {
    issuer,
    algorithms: [...config.algorithms],
    clockTolerance: expected.toleranceSeconds,
    requiredClaims: ['exp'],
  };
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, options);
      return { kind: 'claims', claims: payload };
    } catch (error) {
      if (error instanceof KeysUnavailableError) return { kind: 'unavailable', detail: error.message };
      return { kind: error instanceof JWTExpired ? 'expired' : 'invalid' };
    }
  };
}
