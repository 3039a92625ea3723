import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConfigurationError, CredentialDecryptionError } from '../../src/errors.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { type LocalAws, startLocalAws } from '../../src/testing/index.ts';
import { ALPHA, configFor } from '../testing/clients.ts';

const ACCOUNT = '111111111111';
const newKey = () => randomBytes(32).toString('base64');
const [OLD, NEW] = [newKey(), newKey()];
const env = { ENCRYPTION_KEY_SECRET_NAME: 'encryption-key', AWS_REGION: 'us-east-1' };
let aws: LocalAws;

beforeAll(async () => {
  const data = { secrets: { 'encryption-key': OLD } };
  aws = await startLocalAws({ accounts: [{ accountId: ALPHA, data }] });
});
afterAll(() => aws.close());
beforeEach(async () => {
  for (const [name, value] of Object.entries(aws.env(ALPHA))) vi.stubEnv(name, value);
  await store(OLD);
  aws.clearRequests();
});
afterEach(() => vi.unstubAllEnvs());

async function store(SecretString: string): Promise<void> {
  const client = new SecretsManagerClient(configFor(aws, ALPHA));
  await client.send(new PutSecretValueCommand({ SecretId: 'encryption-key', SecretString }));
}
const reads = () => aws.requests.filter(({ operation }) => operation === 'GetSecretValue').length;
const tokenOf = (encryptionKey: string, format = 'aes-256-gcm') =>
  createKeyring({ encryptionKey, env: { SECRET_FORMAT: format } }).encrypt('secret', ACCOUNT);
const failureOf = (promise: Promise<unknown>): Promise<Error & { retryable?: boolean }> =>
  promise.then(
    () => expect.unreachable('It did not fail.'),
    (error) => error,
  );

describe('keys in Secrets Manager', () => {
  it.each([
    ['a text', OLD],
    ['several keys', `${NEW},${OLD}\n`],
    ['JSON', JSON.stringify({ ENCRYPTION_KEY: OLD })],
    ['JSON with another name for it', JSON.stringify({ encryption_key: OLD, other: 'x' })],
    ['JSON with a list', JSON.stringify({ ENCRYPTION_KEY: [NEW, OLD] })],
  ])('may be %s', async (_, text) => {
    await store(text);
    expect(await createKeyring({ env }).decrypt(await tokenOf(OLD), ACCOUNT)).toBe('secret');
  });

  it('may be named by the ARN of their secret, which says its Region too', async () => {
    const client = new SecretsManagerClient(configFor(aws, ALPHA));
    const { ARN = '' } = await client.send(new GetSecretValueCommand({ SecretId: 'encryption-key' }));
    vi.stubEnv('AWS_REGION', undefined);
    const keyring = createKeyring({ env: { ENCRYPTION_KEY_SECRET_NAME: ARN } });
    expect(await keyring.decrypt(await tokenOf(OLD), ACCOUNT)).toBe('secret');
  });

  it.each([
    ['empty', ' '],
    ['a pass phrase', 'canary canary'],
    ['JSON without a key', JSON.stringify({ canary: OLD })],
    ['broken JSON', `{"ENCRYPTION_KEY":"canary`],
    ['JSON with a number', JSON.stringify({ ENCRYPTION_KEY: 7 })],
  ])('must not be %s', async (_, text) => {
    await store(text);
    const error = await failureOf(createKeyring({ env }).encrypt('secret', ACCOUNT));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(/^The secret of ENCRYPTION_KEY_SECRET_NAME must be 32 bytes/);
    expect(`${error.stack} ${error.cause}`).not.toMatch(/canary/);
  });

  it('are read once, however many secrets are decrypted at once and later', async () => {
    const keyring = createKeyring({ env });
    const token = await tokenOf(OLD);
    await Promise.all(Array.from({ length: 200 }, () => keyring.decrypt(token, ACCOUNT)));
    await keyring.encrypt('secret', ACCOUNT);
    expect(reads()).toBe(1);
  });

  it.each(['aes-256-gcm', 'fernet'])(
    'are read again when a secret has a newer one (%s), with 0 failed calls',
    async (format) => {
      const keyring = createKeyring({ env });
      const old = await tokenOf(OLD, format);
      expect(await keyring.decrypt(old, ACCOUNT)).toBe('secret');
      await store(`${NEW},${OLD}`);
      const renewed = await tokenOf(NEW, format);
      const all = Array.from({ length: 100 }, (_, index) => keyring.decrypt(index % 2 ? old : renewed, ACCOUNT));
      expect(new Set(await Promise.all(all))).toEqual(new Set(['secret']));
      expect(reads()).toBeLessThan(60);
      expect(await keyring.decrypt(renewed, ACCOUNT)).toBe('secret');
    },
  );

  it('are not asked for again and again by a secret that no key opens', async () => {
    const keyring = createKeyring({ env });
    const foreign = await tokenOf(newKey());
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect(await failureOf(keyring.decrypt(foreign, ACCOUNT))).toBeInstanceOf(CredentialDecryptionError);
    }
    expect(reads()).toBe(2);
  });

  it('are read before encrypting, when they were read more than a minute ago', async () => {
    const clock = vi.spyOn(performance, 'now');
    const keyring = createKeyring({ env });
    await keyring.encrypt('secret', ACCOUNT);
    await store(`${NEW},${OLD}`);
    clock.mockReturnValue(performance.now() + 61_000);
    const token = await keyring.encrypt('secret', ACCOUNT);
    clock.mockRestore();
    expect(await createKeyring({ encryptionKey: NEW, env: {} }).decrypt(token, ACCOUNT)).toBe('secret');
  });

  it('that AWS cannot hand out for now are an error to try again, and work when they are back', async () => {
    const keyring = createKeyring({ env });
    const token = await tokenOf(OLD);
    for (const code of ['ThrottlingException', 'ServiceUnavailableException']) {
      aws.fail({ operation: 'GetSecretValue', code, times: 3 });
      const error = await failureOf(keyring.decrypt(token, ACCOUNT));
      expect(error).toMatchObject({ name: 'CredentialDecryptionError', retryable: true });
      expect(error.message).toMatch(/Try again later/);
    }
    expect(await keyring.decrypt(token, ACCOUNT)).toBe('secret');
  });

  it.each<[string, Record<string, string>, Record<string, string | undefined>, RegExp]>([
    ['does not exist', { ENCRYPTION_KEY_SECRET_NAME: 'canary' }, {}, /has no such secret/],
    [
      'is of a server without a Region',
      { AWS_REGION: '' },
      { AWS_REGION: undefined, AWS_CONFIG_FILE: '/dev/null' },
      /Set AWS_REGION/,
    ],
    ['is read with wrong credentials', {}, { AWS_SECRET_ACCESS_KEY: 'canary' }, /own AWS credentials/],
  ])('in a secret that %s are an error of configuration', async (_, settings, process_, message) => {
    for (const [name, value] of Object.entries(process_)) vi.stubEnv(name, value);
    const error = await failureOf(createKeyring({ env: { ...env, ...settings } }).encrypt('secret', ACCOUNT));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(/^ENCRYPTION_KEY_SECRET_NAME: /);
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/canary/);
  });

  it('that AWS does not answer about are given up after some ten seconds', { timeout: 40_000 }, async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    const started = performance.now();
    const error = await failureOf(createKeyring({ env }).encrypt('secret', ACCOUNT));
    expect(error).toMatchObject({ name: 'CredentialDecryptionError', retryable: true });
    expect(performance.now() - started).toBeLessThan(15_000);
    silent.close();
  });

  it('that the server may not read are an error of configuration that names the permission', async () => {
    aws.fail({ operation: 'GetSecretValue', code: 'AccessDeniedException', times: 1 });
    const error = await failureOf(createKeyring({ env }).encrypt('secret', ACCOUNT));
    expect(error.message).toMatch(/secretsmanager:GetSecretValue/);
  });
});
