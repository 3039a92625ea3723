import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConfigurationError, CredentialDecryptionError } from '../../src/errors.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { type LocalAws, startLocalAws } from '../../src/testing/index.ts';
import { ALPHA, BETA } from '../testing/clients.ts';

const ACCOUNT = '111111111111';
const [KEY, OLDER] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const ENCRYPTION_KEY = randomBytes(32).toString('base64');
let aws: LocalAws;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: [{ accountId: ALPHA, data: { kmsKeys: [KEY, OLDER] } }, { accountId: BETA }] });
});
afterAll(() => aws.close());
beforeEach(() => {
  for (const [name, value] of Object.entries(aws.env(ALPHA))) vi.stubEnv(name, value);
  aws.clearRequests();
});
afterEach(() => vi.unstubAllEnvs());

const keyringOf = (ENCRYPTION_KMS_KEY_ID: string, more: Record<string, string> = {}) =>
  createKeyring({ env: { AWS_REGION: 'us-east-1', ENCRYPTION_KMS_KEY_ID, ...more } });
const operations = () => aws.requests.map(({ operation }) => operation);
const failureOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.unreachable('It did not fail.'),
    (error) => error,
  );

describe('a keyring with a KMS key', () => {
  it('has a data key of its own for every secret, and needs no ENCRYPTION_KEY', async () => {
    const keyring = keyringOf(KEY);
    const tokens = [await keyring.encrypt('one', ACCOUNT), await keyring.encrypt('two', ACCOUNT)];
    for (const token of tokens) expect(token).toMatch(/^kms1\.[\w-]{8}\.[\w-]{100,}\.[\w-]{40,}$/);
    expect(await Promise.all(tokens.map((token) => keyring.decrypt(token, ACCOUNT)))).toEqual(['one', 'two']);
    expect(operations()).toEqual(['GenerateDataKey', 'GenerateDataKey', 'Decrypt', 'Decrypt']);
  });

  it('opens a secret only for the account it was made for, which KMS checks as well', async () => {
    const keyring = keyringOf(KEY);
    const token = await keyring.encrypt('secret', ACCOUNT);
    expect(await failureOf(keyring.decrypt(token, '222222222222'))).toBeInstanceOf(CredentialDecryptionError);
    expect(aws.requests.at(-1)).toMatchObject({ operation: 'Decrypt', errorCode: 'InvalidCiphertextException' });
  });

  it('refuses the data key of another secret, although KMS opens it', async () => {
    const keyring = keyringOf(KEY);
    const [one, two] = [await keyring.encrypt('one', ACCOUNT), await keyring.encrypt('two', ACCOUNT)];
    const mixed = [...two.split('.').slice(0, 3), one.split('.')[3]].join('.');
    expect(await failureOf(keyring.decrypt(mixed, ACCOUNT))).toBeInstanceOf(CredentialDecryptionError);
  });

  it('goes on reading the secrets of ENCRYPTION_KEY and of older KMS keys, the right one first', async () => {
    const keyring = keyringOf(`${KEY}, ${OLDER}`, { ENCRYPTION_KEY });
    for (const format of ['fernet', 'aes-256-gcm']) {
      const other = createKeyring({ env: { ENCRYPTION_KEY, SECRET_FORMAT: format } });
      const token = await other.encrypt('secret', ACCOUNT);
      expect(await keyring.isCurrent(token)).toBe(false);
      expect(await keyring.decrypt(token, ACCOUNT)).toBe('secret');
    }
    const older = await keyringOf(OLDER).encrypt('secret', ACCOUNT);
    aws.clearRequests();
    expect(await keyring.decrypt(older, ACCOUNT)).toBe('secret');
    expect(operations()).toEqual(['Decrypt']);
    expect(await keyring.isCurrent(older)).toBe(false);
    expect(await keyring.isCurrent(await keyring.encrypt('secret', ACCOUNT))).toBe(true);
  });

  it('reads a secret whose key is configured by its ARN today', async () => {
    const token = await keyringOf(OLDER).encrypt('secret', ACCOUNT);
    const both = keyringOf(`${KEY},arn:aws:kms:us-east-1:${ALPHA}:key/${OLDER}`);
    expect(await both.decrypt(token, ACCOUNT)).toBe('secret');
  });

  it('takes the Region of a key from its ARN, and asks for AWS_REGION where there is none', async () => {
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    const byArn = keyringOf(`arn:aws:kms:us-east-1:${ALPHA}:key/${KEY}`, { AWS_REGION: '' });
    expect(await byArn.encrypt('secret', ACCOUNT)).toMatch(/^kms1\./);
    const error = await failureOf(keyringOf(KEY, { AWS_REGION: '' }).encrypt('secret', ACCOUNT));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(/Set AWS_REGION/);
  });

  it('can be left again: SECRET_FORMAT says what is written', async () => {
    const token = await keyringOf(KEY).encrypt('secret', ACCOUNT);
    const leaving = keyringOf(KEY, { ENCRYPTION_KEY, SECRET_FORMAT: 'aes-256-gcm' });
    expect(await leaving.encrypt('secret', ACCOUNT)).toMatch(/^gcm1\./);
    expect(await leaving.decrypt(token, ACCOUNT)).toBe('secret');
  });

  it.each<[string, string, string, RegExp]>([
    ['GenerateDataKey', 'AccessDeniedException', 'ConfigurationError', /kms:GenerateDataKey/],
    ['GenerateDataKey', 'NotFoundException', 'ConfigurationError', /no such key/],
    ['GenerateDataKey', 'DisabledException', 'ConfigurationError', /refuses to use this key/],
    ['GenerateDataKey', 'ThrottlingException', 'CredentialDecryptionError', /Try again later/],
    ['GenerateDataKey', 'ServiceUnavailableException', 'CredentialDecryptionError', /Try again later/],
  ])('says of %s with %s what it means', async (operation, code, name, message) => {
    // The SDK tries what may pass three times.
    aws.fail({ operation, code, times: name === 'CredentialDecryptionError' ? 3 : 1 });
    const error = await failureOf(keyringOf(KEY).encrypt('secret', ACCOUNT));
    expect(error).toMatchObject({ name, retryable: name === 'CredentialDecryptionError' });
    expect(error.message).toMatch(message);
  });

  it('works again when KMS does', async () => {
    const keyring = keyringOf(KEY);
    const token = await keyring.encrypt('secret', ACCOUNT);
    aws.fail({ operation: 'Decrypt', code: 'ThrottlingException', times: 3 });
    expect(await failureOf(keyring.decrypt(token, ACCOUNT))).toMatchObject({ retryable: true });
    expect(await keyring.decrypt(token, ACCOUNT)).toBe('secret');
  });
});

describe('a server without @aws-sdk/client-kms', () => {
  it('is told how to install it', async () => {
    const module = new URL('../../src/secrets/keyring.ts', import.meta.url).href;
    const program = `
      require('node:module').registerHooks({
        resolve(specifier, context, next) {
          if (specifier !== '@aws-sdk/client-kms') return next(specifier, context);
          throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
        },
      });
      import(${JSON.stringify(module)}).then(({ createKeyring }) =>
        createKeyring({ env: { ENCRYPTION_KMS_KEY_ID: 'alias/x' } }).encrypt('secret', '1')
      ).catch((error) => console.log(error.name + ': ' + error.message));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--eval', program]);
    expect(stdout).toMatch(/^ConfigurationError: .*npm install @aws-sdk\/client-kms$/m);
  });
});
