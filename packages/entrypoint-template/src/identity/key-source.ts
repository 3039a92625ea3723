import type { CryptoKey, FlattenedJWSInput, JWSHeaderParameters } from 'jose';
import type { KeyLocation } from './identity-config.ts';
import { patientFetch } from './patient-fetch.ts';
import { isPrivateUrl } from './settings.ts';

/** The key that signed a token, of those that the identity provider publishes. */
export type KeySource = (header?: JWSHeaderParameters, token?: FlattenedJWSInput) => Promise<CryptoKey>;

/** The identity provider's keys cannot be had for now: says nothing of a token. */
export class KeysUnavailableError extends Error {}

/** How long keys are believed: a key that is withdrawn stops within it. */
const MAX_AGE_MS = 600_000;

/** How soon after keys were fetched a token of an unknown key makes them be fetched again: anybody can name one. */
const COOLDOWN_MS = 30_000;

const TIMEOUT_MS = 5_000;

/** @param issuer whose keys they must be, by their discovery document. */
export async function createKeySource(location: KeyLocation, issuer: string): Promise<KeySource> {
  const [{ createRemoteJWKSet, customFetch }, { JWKSMultipleMatchingKeys, JWKSNoMatchingKey }] = await Promise.all([
    import('jose/jwks/remote'),
    import('jose/errors'),
  ]);
  const fetch = patientFetch();
  const openKeys = async () => {
    const url = location.kind === 'jwks' ? location.url : await discover(fetch, location.url, issuer);
    const times = { cacheMaxAge: MAX_AGE_MS, cooldownDuration: COOLDOWN_MS };
    return createRemoteJWKSet(new URL(url), { ...times, [customFetch]: fetch });
  };
  let opening: ReturnType<typeof openKeys> | undefined;
  const opened = () => {
    // What has failed is tried again by the next token.
    opening ??= openKeys().catch((error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return async (header, token) => {
    try {
      return await (await opened())(header, token);
    } catch (error) {
      if (error instanceof JWKSNoMatchingKey || error instanceof JWKSMultipleMatchingKeys) throw error;
      throw new KeysUnavailableError((error as Error).message, { cause: error });
    }
  };
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationValidation */
async function discover(fetch: typeof globalThis.fetch, url: string, issuer: string): Promise<string> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  const document = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown } | null;
  if (document?.issuer !== issuer) throw new Error('the discovery document is of another issuer');
  const { jwks_uri } = document;
  if (typeof jwks_uri === 'string' && isPrivateUrl(jwks_uri)) return jwks_uri;
  throw new Error('the discovery document has no jwks_uri with https');
}
