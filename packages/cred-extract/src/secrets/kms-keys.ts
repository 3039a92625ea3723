import { createHash } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { Environment } from '../environment.ts';
import { ConfigurationError, CredentialDecryptionError, isCredentialExtractionError } from '../errors.ts';
import { optionalPeer, rethrow } from '../optional-peer.ts';
import { type AwsFailure, classifyAwsFailure, NO_REGION, OWN_CREDENTIALS } from './aws-failure.ts';
import { clientOptions } from './client-options.ts';

/** A data key: 32 bytes, and the same encrypted under the KMS key. */
export interface DataKey {
  readonly plaintext: Uint8Array;
  readonly encrypted: Uint8Array;
}

/** One key of `ENCRYPTION_KMS_KEY_ID`. */
export interface KmsKey {
  /** Eight characters of base64url that name the key in a token. */
  readonly tag: string;
  /** @throws ConfigurationError, CredentialDecryptionError (retryable) */
  generate(accountId: string): Promise<DataKey>;
  /** Undefined when this key did not encrypt it for this account. @throws like `generate` */
  decrypt(encrypted: Uint8Array, accountId: string): Promise<Uint8Array | undefined>;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/concepts-key-id.html: key ID, alias, or the ARN of either. */
const KEY_ID = /^(?:arn:aws[\w-]*:kms:[\w-]+:[0-9]{12}:(?:key|alias)\/)?(?:alias\/)?[\w/-]{1,256}$/;

/** @throws ConfigurationError when a part of the comma-separated list is no KMS key ID, alias or ARN. */
export function parseKmsKeys(text: string, env: Environment): readonly KmsKey[] {
  const ids = text.split(',').map((id) => id.trim());
  if (!ids.every((id) => KEY_ID.test(id))) {
    throw new ConfigurationError(
      'ENCRYPTION_KMS_KEY_ID must be the ID, the alias (alias/…) or the ARN of a KMS key, or several with commas between them, the newest first.',
    );
  }
  return ids.map((id) => kmsKey(id, env));
}

function kmsKey(keyId: string, env: Environment): KmsKey {
  let client: Promise<KMSClient> | undefined;
  const connected = () => {
    client ??= connect(keyId, env);
    return client;
  };
  return {
    tag: createHash('sha256').update(keyId).digest().subarray(0, 6).toString('base64url'),
    generate: (accountId) => orExplain(async () => generate(await connected(), keyId, accountId)),
    decrypt: (encrypted, accountId) => orExplain(async () => decrypt(await connected(), keyId, encrypted, accountId)),
  };
}

async function connect(keyId: string, env: Environment): Promise<KMSClient> {
  const { KMSClient } = await optionalPeer('@aws-sdk/client-kms', () =>
    import(/* webpackIgnore: true */ '@aws-sdk/client-kms').catch(rethrow),
  );
  return new KMSClient(clientOptions(keyId, env));
}

async function generate(client: KMSClient, KeyId: string, accountId: string): Promise<DataKey> {
  const { GenerateDataKeyCommand } = await import(/* webpackIgnore: true */ '@aws-sdk/client-kms').catch(rethrow);
  const { Plaintext, CiphertextBlob } = await client.send(
    new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext: encryptionContext(accountId) }),
  );
  if (!Plaintext || !CiphertextBlob) throw new Error('KMS answered GenerateDataKey without a key.');
  return { plaintext: Plaintext, encrypted: CiphertextBlob };
}

async function decrypt(client: KMSClient, KeyId: string, CiphertextBlob: Uint8Array, accountId: string) {
  const { DecryptCommand } = await import(/* webpackIgnore: true */ '@aws-sdk/client-kms').catch(rethrow);
  const command = new DecryptCommand({ KeyId, CiphertextBlob, EncryptionContext: encryptionContext(accountId) });
  try {
    return (await client.send(command)).Plaintext;
  } catch (error) {
    if (['IncorrectKeyException', 'InvalidCiphertextException'].includes((error as Error).name)) return undefined;
    throw error;
  }
}

/** Authenticated by KMS, shown in CloudTrail, and open to conditions of key policies. */
function encryptionContext(accountId: string): Record<string, string> {
  return { aws_account_id: accountId };
}

async function orExplain<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (cause) {
    if (isCredentialExtractionError(cause)) throw cause;
    const failure = classifyAwsFailure(cause);
    if (failure === 'transient') throw new CredentialDecryptionError({ cause, retryable: true });
    throw new ConfigurationError(`ENCRYPTION_KMS_KEY_ID: ${explain(failure)}`, { cause });
  }
}

function explain(failure: Exclude<AwsFailure, 'transient'>): string {
  switch (failure) {
    case 'not-found':
      return "KMS has no such key in the server's account and Region. Check the ID and AWS_REGION.";
    case 'access-denied':
      return 'the server may not use this KMS key. Allow its role kms:Decrypt, and kms:GenerateDataKey where it writes accounts.';
    case 'own-credentials':
      return OWN_CREDENTIALS;
    case 'no-region':
      return NO_REGION;
    case 'refused':
      return 'KMS refuses to use this key. Check that it is a symmetric encryption key, enabled and not scheduled for deletion.';
  }
}
