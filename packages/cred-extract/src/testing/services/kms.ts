import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { jsonService } from '../protocols/json.ts';
import type { Call } from './service.ts';

type Context = Readonly<Record<string, string>>;

interface KeyInput {
  readonly KeyId?: string;
  readonly EncryptionContext?: Context;
}

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/** Symmetric keys of the account. Source: https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html */
export const kms = jsonService({ GenerateDataKey: generateDataKey, Decrypt: decrypt });

function generateDataKey({ KeyId, EncryptionContext }: KeyInput, call: Call): object {
  const { id, key } = findKey(KeyId, call);
  const plaintext = randomBytes(32);
  const nonce = randomBytes(NONCE_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(canonical(EncryptionContext));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  const blob = Buffer.concat([Buffer.of(id.length), Buffer.from(id), nonce, ciphertext]);
  return {
    KeyId: arn(id, call),
    Plaintext: plaintext.toString('base64'),
    CiphertextBlob: blob.toString('base64'),
  };
}

interface DecryptInput extends KeyInput {
  readonly CiphertextBlob?: string;
}

function decrypt({ KeyId, CiphertextBlob = '', EncryptionContext }: DecryptInput, call: Call): object {
  const blob = Buffer.from(CiphertextBlob, 'base64');
  const length = blob[0] ?? 0;
  const id = blob.subarray(1, 1 + length).toString();
  const made = call.account.kmsKeys.get(id);
  if (!made) throw new AwsError('InvalidCiphertextException', '');
  if (KeyId !== undefined && findKey(KeyId, call).id !== id) {
    throw new AwsError(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  }
  const plaintext = open(made, blob.subarray(1 + length), canonical(EncryptionContext));
  return { KeyId: arn(id, call), Plaintext: plaintext.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
}

function open(key: Buffer, sealed: Buffer, context: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_LENGTH)).setAAD(context);
    decipher.setAuthTag(sealed.subarray(-TAG_LENGTH));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_LENGTH, -TAG_LENGTH)), decipher.final()]);
  } catch {
    throw new AwsError('InvalidCiphertextException', '');
  }
}

/** By key ID or key ARN; the local AWS has no aliases. */
function findKey(keyId: string | undefined, call: Call): { id: string; key: Buffer } {
  for (const [id, key] of call.account.kmsKeys) {
    if (keyId === id || keyId === arn(id, call)) return { id, key };
  }
  throw new AwsError('NotFoundException', `Key '${keyId}' does not exist`);
}

function canonical(context: Context = {}): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function arn(id: string, { account, region }: Call): string {
  return `arn:aws:kms:${region}:${account.accountId}:key/${id}`;
}
