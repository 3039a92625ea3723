import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type Accounts, createAccounts, openAccountStore } from '../../src/index.ts';
import { type LocalAws, startLocalAws } from '../../src/testing/index.ts';
import { configFor } from '../testing/clients.ts';

const SERVER = '999999999999';
const IDS = Array.from({ length: 20 }, (_, index) => String(100_000_000_000 + index));
const newKey = () => randomBytes(32).toString('base64');
const OLD = newKey();

let aws: LocalAws;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  const server = { accountId: SERVER, data: { secrets: { key: OLD } } };
  aws = await startLocalAws({ accounts: [server, ...IDS.map((accountId) => ({ accountId }))] });
  for (const [name, value] of Object.entries(aws.env(SERVER))) vi.stubEnv(name, value);
  folder = await mkdtemp(join(tmpdir(), 'test-keys-'));
  env = {
    DATABASE_URL: `sqlite:${join(folder, 'accounts.db')}`,
    ENCRYPTION_KEY_SECRET_NAME: 'key',
    AWS_REGION: 'us-east-1',
  };
  const store = openAccountStore({ env });
  await store.migrate();
  await store.putMany(
    IDS.map((account_id) => {
      const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = aws.env(account_id);
      const keys = { access_key_id: AWS_ACCESS_KEY_ID, secret_access_key: AWS_SECRET_ACCESS_KEY };
      return { account_id, auth_type: 'aksk' as const, ...keys };
    }),
  );
  await store.close();
});
afterAll(async () => {
  await aws.close();
  await rm(folder, { recursive: true });
});
afterEach(() => vi.unstubAllEnvs());

const storeKeys = (SecretString: string) =>
  new SecretsManagerClient(configFor(aws, SERVER)).send(new PutSecretValueCommand({ SecretId: 'key', SecretString }));

async function keepCalling(accounts: Accounts, isOver: () => boolean, failures: unknown[]): Promise<number> {
  let calls = 0;
  while (!isOver()) {
    // Without what is remembered, every call decrypts.
    accounts.clear();
    const sessions = await Promise.allSettled(IDS.map((id) => accounts.session(id)));
    for (const [index, session] of sessions.entries()) {
      if (session.status === 'rejected') failures.push(session.reason);
      else if (session.value.info.accountId !== IDS[index]) failures.push(session.value.info);
    }
    calls += sessions.length;
    await delay(5);
  }
  return calls;
}

it('a key that is rotated twice under load, with the old ones taken away, fails no call of running servers', async () => {
  const servers = Array.from({ length: 3 }, () => createAccounts({ env }));
  const failures: unknown[] = [];
  let over = false;
  const load = servers.map((server) => keepCalling(server, () => over, failures));
  let keys = OLD;
  for (let rotation = 0; rotation < 2; rotation += 1) {
    const newest = newKey();
    await storeKeys(`${newest},${keys}`);
    const store = openAccountStore({ env });
    expect(await store.rekey()).toEqual({ rekeyed: IDS.length, current: 0, failed: [] });
    await store.close();
    await delay(200);
    await storeKeys(newest);
    keys = newest;
    await delay(200);
  }
  over = true;
  const calls = await Promise.all(load);
  expect(failures).toEqual([]);
  expect(Math.min(...calls)).toBeGreaterThanOrEqual(IDS.length);
  await Promise.all(servers.map((server) => server.close()));
});
