import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type AccountSource,
  type AccountsConfig,
  ConfigurationError,
  checkAccounts,
  combineSources,
  configureAccounts,
  createAccounts,
  DatabaseConnectionError,
  openAccountStore,
} from '../../src/index.ts';
import { describeStores } from '../support/account-stores.ts';

afterEach(() => void configureAccounts({ source: NOTHING }));

const NOTHING: AccountSource = { find: async () => [] };

async function check(config: AccountsConfig): Promise<unknown> {
  const accounts = configureAccounts(config);
  try {
    return await checkAccounts();
  } finally {
    await accounts.close();
  }
}

describeStores('the check of the accounts', (at) => {
  it('finds a database without tables wanting, and one with them sound, empty or not', async () => {
    await expect(at.store.check()).rejects.toThrow(ConfigurationError);
    await at.store.migrate();
    await expect(at.store.check()).resolves.toBeUndefined();
    await at.store.put({
      account_id: '111111111111',
      auth_type: 'iam_role',
      role_arn: 'arn:aws:iam::111111111111:role/r',
    });
    await expect(at.store.check()).resolves.toBeUndefined();
  });
});

describe('the check of the accounts', () => {
  it('rejects while the database cannot be reached, and names no address', async () => {
    const databaseUrl = 'postgres://app:canary@127.0.0.1:1/accounts?sslmode=disable';
    const error = (await check({ databaseUrl }).catch((reason) => reason)) as DatabaseConnectionError;
    expect(error).toBeInstanceOf(DatabaseConnectionError);
    expect(`${error.message} ${error.userMessage}`).not.toMatch(/canary|127\.0\.0\.1/);
  });

  it('rejects for a SQLite file that was named and does not exist', async () => {
    await expect(check({ databaseUrl: 'sqlite:/nowhere/accounts.db' })).rejects.toThrow(DatabaseConnectionError);
  });

  it('takes the embedded database that nobody has created for an empty one', async () => {
    const env = { HOME: await mkdtemp(join(tmpdir(), 'check-')) };
    await expect(check({ env, sources: ['sql'] })).resolves.toBeUndefined();
  });

  it('reads the registry', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'check-')), 'accounts.yaml');
    const config = {
      env: { ACCOUNT_REGISTRY: file, CROSS_ACCOUNT_ROLE_NAME: 'reader' },
      sources: ['registry'] as const,
    };
    await expect(check(config)).rejects.toThrow('The account registry accounts.yaml cannot be read.');
    await writeFile(file, '- account_id: "111111111111"\n');
    await expect(check(config)).resolves.toBeUndefined();
  });

  it('asks every one of several sources', async () => {
    const broken = {
      ...NOTHING,
      check: async () => Promise.reject(new DatabaseConnectionError({ cause: new Error('down') })),
    };
    await expect(check({ source: combineSources([NOTHING, broken]) })).rejects.toThrow(DatabaseConnectionError);
    await expect(check({ source: combineSources([NOTHING, NOTHING]) })).resolves.toBeUndefined();
  });

  it('has nothing against a source that cannot be checked, nor against accounts of somebody else', async () => {
    await expect(check({ source: NOTHING })).resolves.toBeUndefined();
    const { check: _absent, ...others } = createAccounts({ source: NOTHING });
    configureAccounts(others);
    await expect(checkAccounts()).resolves.toBeUndefined();
  });

  it('is there on a store that a program opened itself', async () => {
    const store = openAccountStore({ databaseUrl: 'sqlite::memory:' });
    await store.migrate();
    await expect(store.check()).resolves.toBeUndefined();
    await store.close();
  });
});
