import { LRUCache } from 'lru-cache';
import type { Environment } from '../environment.ts';
import { ConfigurationError, CredentialDecryptionError, isCredentialExtractionError } from '../errors.ts';
import { type EncryptionKey, parseEncryptionKeys, refuseForLackOfKey } from './encryption-keys.ts';
import { type StoredSecret, storedSecret } from './secrets-manager.ts';

/** Where the keys of `ENCRYPTION_KEY` come from, newest first. Every method throws ConfigurationError without a key. */
export interface KeySource {
  /** The keys at hand, to decrypt with. */
  known(): Promise<readonly EncryptionKey[]>;
  /** The keys as they are now: what is encrypted with a key that was taken away since cannot be read by anyone. */
  latest(): Promise<readonly EncryptionKey[]>;
  /** Keys read anew, or a moment ago for the same token, because those known do not open it; undefined where there is nowhere to read. */
  renewedFor(token: string): Promise<readonly EncryptionKey[] | undefined>;
}

/** Milliseconds for which keys are as good as just read, when something is to be encrypted. */
const FRESH_MS = 60_000;
/** Milliseconds in which a token that no key opens does not ask Secrets Manager again, and how many are remembered. */
const RENEWAL_MS = 5_000;
const RENEWALS_MAX = 1_000;

const NAME = 'ENCRYPTION_KEY_SECRET_NAME';

/**
 * `given`, else `ENCRYPTION_KEY`, else the secret that `ENCRYPTION_KEY_SECRET_NAME` names.
 *
 * @throws ConfigurationError when both are set.
 */
export function keySource(given: string | undefined, env: Environment): KeySource {
  const secretName = env[NAME]?.trim();
  if (given?.trim()) return fixedKeys(given);
  if (secretName && env.ENCRYPTION_KEY?.trim()) {
    throw new ConfigurationError(`ENCRYPTION_KEY and ${NAME} are both set. Unset the one that is not meant.`);
  }
  return secretName ? storedKeys(storedSecret(NAME, secretName, env)) : fixedKeys(env.ENCRYPTION_KEY);
}

function fixedKeys(text: string | undefined): KeySource {
  let keys: readonly EncryptionKey[] | undefined;
  const parsed = async () => {
    keys ??= text?.trim() ? parseEncryptionKeys(text, 'ENCRYPTION_KEY') : refuseForLackOfKey();
    return keys;
  };
  return { known: parsed, latest: parsed, renewedFor: async () => undefined };
}

function storedKeys(secret: StoredSecret): KeySource {
  const renewals = new LRUCache<string, Promise<readonly EncryptionKey[]>>({ max: RENEWALS_MAX, ttl: RENEWAL_MS });
  let reading: Promise<readonly EncryptionKey[]> | undefined;
  let known: { readonly keys: readonly EncryptionKey[]; readonly readAt: number } | undefined;

  /** One request, however many wait for it. */
  function read(): Promise<readonly EncryptionKey[]> {
    reading ??= readKeys(secret)
      .then((keys) => {
        known = { keys, readAt: performance.now() };
        return keys;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  return {
    known: async () => known?.keys ?? read(),
    latest: async () => (known && performance.now() - known.readAt < FRESH_MS ? known.keys : read()),
    renewedFor: (token) => {
      const tried = renewals.get(token);
      if (tried) return tried;
      const renewal = read();
      renewals.set(token, renewal);
      renewal.catch(() => renewals.delete(token));
      return renewal;
    },
  };
}

async function readKeys(secret: StoredSecret): Promise<readonly EncryptionKey[]> {
  try {
    const text = (await secret.read('AWSCURRENT')) ?? '';
    return parseEncryptionKeys(keysIn(text), `The secret of ${secret.setting}`);
  } catch (cause) {
    throw isCredentialExtractionError(cause) ? cause : new CredentialDecryptionError({ cause, retryable: true });
  }
}

/** The secret is the list itself, or a JSON object with it as `ENCRYPTION_KEY`: a text, or a list of texts. */
function keysIn(text: string): string {
  if (!text.trimStart().startsWith('{')) return text;
  const value = field(text);
  return Array.isArray(value) ? value.join(',') : String(value ?? '');
}

function field(json: string): unknown {
  try {
    const { ENCRYPTION_KEY, encryption_key = ENCRYPTION_KEY } = JSON.parse(json);
    return encryption_key;
  } catch {
    return undefined;
  }
}
