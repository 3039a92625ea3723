import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it, vi } from 'vitest';
import { databaseLocation } from '../../../src/accounts/database-location.ts';
import { lazyDatabase } from '../../../src/accounts/sql/lazy-database.ts';
import { rekeyAccounts } from '../../../src/accounts/sql/rekey.ts';
import type { AccountStore } from '../../../src/accounts/sql/sql-account-store.ts';
import { ConfigurationError } from '../../../src/errors.ts';
import { createKeyring, type Keyring } from '../../../src/secrets/keyring.ts';
import { startLocalAws } from '../../../src/testing/index.ts';
import { describeStores, KEY } from '../../support/account-stores.ts';
import { hasPythonCryptography, runPython } from '../../support/python.ts';
import { ID, KEYS, ROLE } from './account-fixtures.ts';

const NEW_KEY = randomBytes(32).toString('base64');
const BOTH = `${NEW_KEY},${KEY}`;
const SERVER = '999999999999';
const KMS_KEY = '11111111-1111-4111-8111-111111111111';
const FERNET = { SECRET_FORMAT: 'fernet' };
const idOf = (index: number) => String(100_000_000_000 + index);

describeStores('rekey', (at) => {
  beforeEach(async () => {
    await at.store.migrate();
  });

  async function fill(store: AccountStore, count: number): Promise<void> {
    const accounts = Array.from({ length: count }, (_, index) => ({
      ...KEYS,
      account_id: idOf(index),
      secret_access_key: `secret-of-${idOf(index)}`,
    }));
    await store.putMany([...accounts, ROLE]);
  }

  async function secretsUnder(encryptionKey: string): Promise<(string | undefined)[]> {
    const keyring = createKeyring({ encryptionKey, env: {} });
    const records = (await at.store.list()).filter((record) => record.secret_access_key_encrypted);
    return Promise.all(
      records.map(({ account_id, secret_access_key_encrypted }) =>
        keyring.decrypt(secret_access_key_encrypted ?? '', account_id).catch(() => undefined),
      ),
    );
  }
  const expected = (count: number) => Array.from({ length: count }, (_, index) => `secret-of-${idOf(index)}`);

  it('encrypts every secret with the newest key, after which the old one can go', async () => {
    await fill(at.store, 450);
    const progress: unknown[] = [];
    const result = await at.open({ encryptionKey: BOTH }).rekey({ onProgress: (now) => progress.push(now) });
    expect(result).toEqual({ rekeyed: 450, current: 0, failed: [] });
    expect(progress).toEqual([200, 400, 450].map((done) => ({ done, total: 450 })));
    expect(await secretsUnder(NEW_KEY)).toEqual(expected(450));
  });

  it('has nothing to do the second time, and writes nothing then', async () => {
    await fill(at.store, 10);
    const store = at.open({ encryptionKey: BOTH });
    await store.rekey();
    const before = await at.database.sql('select secret_access_key_encrypted from aws_accounts order by account_id');
    expect(await store.rekey()).toEqual({ rekeyed: 0, current: 10, failed: [] });
    expect(await at.database.sql('select secret_access_key_encrypted from aws_accounts order by account_id')).toEqual(
      before,
    );
  });

  it('leaves everything but the secrets as it is', async () => {
    await fill(at.store, 3);
    const withoutSecrets = async () =>
      (await at.store.list()).map((record) => ({ ...record, secret_access_key_encrypted: null }));
    const before = await withoutSecrets();
    await at.open({ encryptionKey: BOTH }).rekey();
    expect(await withoutSecrets()).toEqual(before);
  });

  it('changes the format to the chosen one, there and back', async () => {
    await fill(at.open({ env: FERNET }), 5);
    const tokens = () =>
      at.database.sql("select secret_access_key_encrypted as token from aws_accounts where account_id like '1%'");
    for (const { token } of await tokens()) expect(token).toMatch(/^gAAAA/);
    expect(await at.store.rekey()).toMatchObject({ rekeyed: 5 });
    for (const { token } of await tokens()) expect(token).toMatch(/^gcm1\./);
    expect(await at.open({ encryptionKey: BOTH, env: FERNET }).rekey()).toMatchObject({ rekeyed: 5 });
    expect(await secretsUnder(NEW_KEY)).toEqual(expected(5));
    if (!hasPythonCryptography()) return;
    const script = 'print(json.dumps([Fernet(data["key"]).decrypt(token).decode() for token in data["tokens"]]))';
    const read = runPython(script, { key: NEW_KEY, tokens: (await tokens()).map(({ token }) => token) }) as string[];
    expect(read.sort()).toEqual(expected(5));
  });

  it('moves the secrets to KMS, after which no ENCRYPTION_KEY is needed, and stops where KMS does not answer', async () => {
    await fill(at.store, 25);
    const aws = await startLocalAws({ accounts: [{ accountId: SERVER, data: { kmsKeys: [KMS_KEY] } }] });
    for (const [name, value] of Object.entries(aws.env(SERVER))) vi.stubEnv(name, value);
    try {
      const kms = { ENCRYPTION_KMS_KEY_ID: KMS_KEY, AWS_REGION: 'us-east-1' };
      expect(await at.open({ env: kms }).rekey()).toMatchObject({ rekeyed: 25 });
      expect(await at.open({ encryptionKey: '', env: kms }).rekey()).toMatchObject({ current: 25 });
      expect((await at.store.rekey()).failed).toHaveLength(25);
      aws.fail({ operation: 'Decrypt', code: 'ThrottlingException', times: 1_000 });
      const back = at.open({ encryptionKey: NEW_KEY, env: { ...kms, SECRET_FORMAT: 'aes-256-gcm' } });
      await expect(back.rekey()).rejects.toMatchObject({ retryable: true });
    } finally {
      vi.unstubAllEnvs();
      await aws.close();
    }
  });

  it('names the accounts whose secret no key opens, and keeps their text', async () => {
    await fill(at.store, 3);
    await at.database.sql(`
      update aws_accounts set secret_access_key_encrypted = 'damaged' where account_id = '${idOf(0)}';
      update aws_accounts set secret_access_key_encrypted =
        (select secret_access_key_encrypted from aws_accounts where account_id = '${idOf(2)}') where account_id = '${idOf(1)}'`);
    const store = at.open({ encryptionKey: BOTH });
    expect(await store.rekey()).toEqual({ rekeyed: 1, current: 0, failed: [idOf(0), idOf(1)] });
    expect((await at.store.find(ID(idOf(0))))[0]?.secret_access_key_encrypted).toBe('damaged');
    expect(await secretsUnder(NEW_KEY)).toEqual([undefined, undefined, `secret-of-${idOf(2)}`]);
  });

  it('does not touch a secret that somebody replaces at the same moment', async () => {
    await fill(at.store, 20);
    const replaced = { ...KEYS, account_id: idOf(7), secret_access_key: 'replaced' };
    const keyring = createKeyring({ encryptionKey: BOTH, env: {} });
    const store = at.open({ encryptionKey: BOTH });
    const [result] = await Promise.all([
      store.rekey(),
      ...Array.from({ length: 30 }, () => at.open({ encryptionKey: BOTH }).put(replaced)),
    ]);
    expect(result.failed).toEqual([]);
    const [record] = await at.store.find(ID(idOf(7)));
    expect(await keyring.decrypt(record?.secret_access_key_encrypted ?? '', idOf(7))).toBe('replaced');
    expect((await secretsUnder(NEW_KEY)).filter((secret) => secret === undefined)).toEqual([]);
  });

  it('names an account that a writer with the old key put at the same moment', async () => {
    await fill(at.store, 1);
    const keyring = createKeyring({ encryptionKey: BOTH, env: {} });
    const interrupted: Keyring = {
      ...keyring,
      decrypt: async (token, accountId) => {
        await at.store.put({ ...KEYS, account_id: idOf(0), secret_access_key: 'replaced' });
        return keyring.decrypt(token, accountId);
      },
    };
    const database = lazyDatabase(databaseLocation(at.database.url, {}), {});
    const result = await rekeyAccounts(database, interrupted, {});
    await database.close();
    expect(result).toEqual({ rekeyed: 0, current: 0, failed: [idOf(0)] });
    expect(await secretsUnder(KEY)).toEqual(['replaced']);
  });

  it('is an error of configuration without a key, and of nothing but roles needs none', async () => {
    await at.store.put(ROLE);
    const keyless = at.open({ encryptionKey: '' });
    expect(await keyless.rekey()).toEqual({ rekeyed: 0, current: 0, failed: [] });
    await at.store.put(KEYS);
    await expect(keyless.rekey()).rejects.toThrow(ConfigurationError);
  });

  it('may be run by several at once', async () => {
    await fill(at.store, 450);
    const results = await Promise.all(Array.from({ length: 3 }, () => at.open({ encryptionKey: BOTH }).rekey()));
    expect(results.reduce((sum, { rekeyed }) => sum + rekeyed, 0)).toBe(450);
    expect(results.flatMap(({ failed }) => failed)).toEqual([]);
    expect(await secretsUnder(NEW_KEY)).toEqual(expected(450));
  });
});
