import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type Accounts,
  combineSources,
  configureAccounts,
  createAccounts,
  openAccountStore,
  organizationsSource,
  perAccount,
  registryFileSource,
  roleNameSource,
  withAccountContext,
} from '../src/index.ts';
import { createKeyring } from '../src/secrets/keyring.ts';
import { type LocalAws, startLocalAws } from '../src/testing/index.ts';
import { CANARIES, ENCRYPTION_KEY, localAccounts, records, SERVER } from './support/failing-accounts.ts';

const ROLE_ACCOUNT = '111111111111';
const KEY_ACCOUNT = '222222222222';

let aws: LocalAws;
let folder: string;
let accounts: Accounts;
/** Keys and tokens of live sessions, which no list of canaries could know before. */
const live = new Set<string>();

beforeAll(async () => {
  aws = await startLocalAws({ accounts: localAccounts });
  folder = await mkdtemp(join(tmpdir(), 'canaries-'));
  for (const [name, value] of Object.entries(aws.env(SERVER))) vi.stubEnv(name, value);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  accounts = createAccounts({ source: records, encryptionKey: ENCRYPTION_KEY });
  for (const account of [ROLE_ACCOUNT, KEY_ACCOUNT]) {
    const credentials = await (await accounts.session(account)).credentials();
    live.add(credentials.secretAccessKey);
    if (credentials.sessionToken) live.add(credentials.sessionToken);
  }
});
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await aws.close();
  await rm(folder, { recursive: true, force: true });
});

/** Everything a debugger, a logger or a curious tool can make of an object. */
function shown(object: unknown): string {
  const seen = new Set<unknown>();
  const json = JSON.stringify(object, (_, value) => {
    if (typeof value === 'object' && value !== null) {
      if (seen.has(value)) return '…';
      seen.add(value);
    }
    return typeof value === 'bigint' || typeof value === 'symbol' ? String(value) : value;
  });
  const whole = { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity, breakLength: Infinity };
  return `${inspect(object, { ...whole, showHidden: true, getters: true })} ${inspect(object, whole)} ${json} ${String(object)}`;
}

function expectNoSecret(object: unknown): void {
  const text = shown(object);
  const secrets = [...Object.values(CANARIES), ...live, process.env.AWS_SECRET_ACCESS_KEY as string];
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  expect(text).not.toMatch(/arn:aws[\w-]*:(iam|sts):/);
  expect(text).not.toMatch(/\bgAAAA|\bgcm1\.|\bkms1\./);
}

describe('an object in use', () => {
  it('is seen through by this sweep where it holds a secret in a property, however deep', () => {
    const holder = Object.defineProperty({}, 'hidden', { value: new Map([['x', { deep: [CANARIES.secret] }]]) });
    expect(() => expectNoSecret({ a: { b: { c: { d: holder } } } })).toThrow();
    expect(() => expectNoSecret(new Error('x', { cause: new Error([...live][0]) }))).toThrow();
  });

  it.each([ROLE_ACCOUNT, KEY_ACCOUNT])('hides its secrets: accounts, a session of %s, its info', async (account) => {
    const session = await accounts.session(account);
    await session.credentials();
    for (const object of [accounts, session, session.info, [session], new Map([[account, session]])])
      expectNoSecret(object);
  });

  it('hides its secrets: a keyring', async () => {
    const keyring = createKeyring({ encryptionKey: ENCRYPTION_KEY, env: {} });
    await keyring.decrypt(await keyring.encrypt(CANARIES.secret, KEY_ACCOUNT), KEY_ACCOUNT);
    expectNoSecret(keyring);
  });

  it('hides its secrets: a store, before and after it has been opened, and closed', async () => {
    const env = { DATABASE_URL: `sqlite:${join(folder, 'accounts.db')}`, ENCRYPTION_KEY };
    const store = openAccountStore({ env });
    expectNoSecret(store);
    await store.migrate();
    await store.put({
      account_id: KEY_ACCOUNT,
      auth_type: 'aksk',
      access_key_id: `AKIA${KEY_ACCOUNT}`,
      secret_access_key: CANARIES.secret,
    });
    expectNoSecret(store);
    await store.close();
    expectNoSecret(store);
    const url = `postgres://mcp:${CANARIES.databasePassword}@127.0.0.1:9/accounts`;
    expectNoSecret(openAccountStore({ databaseUrl: url, encryptionKey: ENCRYPTION_KEY, env: {} }));
  });

  it('hides its secrets: every other source of accounts', async () => {
    const file = join(folder, 'registry.json');
    const role_arn = `arn:aws:iam::${ROLE_ACCOUNT}:role/${CANARIES.roleName}`;
    await writeFile(file, JSON.stringify([{ account_id: ROLE_ACCOUNT, role_arn, external_id: CANARIES.externalId }]));
    const convention = { roleName: CANARIES.roleName, externalId: CANARIES.externalId, partition: 'aws' };
    const sources = [
      registryFileSource(file),
      registryFileSource(JSON.stringify([{ account_id: ROLE_ACCOUNT, role_arn }])),
      roleNameSource(convention),
      organizationsSource({ ...convention, region: 'us-east-1' }),
    ];
    for (const source of [...sources, combineSources(sources)]) {
      await source.find({ kind: 'account-id', accountId: ROLE_ACCOUNT }).catch(() => {});
      expectNoSecret(source);
      expectNoSecret(createAccounts({ source, encryptionKey: ENCRYPTION_KEY }));
    }
  });

  it('hides its secrets: what the process keeps for all copies of the library', async () => {
    configureAccounts(accounts);
    const state = Object.getOwnPropertySymbols(globalThis)
      .filter((symbol) => symbol.description?.includes('cred-extract'))
      .map((symbol) => (globalThis as never as Record<symbol, unknown>)[symbol]);
    expect(state).not.toEqual([]);
    for (const object of state) expectNoSecret(object);
  });

  it('hides its secrets: AWS clients that follow the account, in a call, after they have signed', async () => {
    const s3 = perAccount((config) => new S3Client(config({ region: 'us-east-1' })));
    const sts = perAccount((config) => new STSClient(config({ region: 'us-east-1' })));
    const handler = withAccountContext(
      async (_args: object) => {
        await s3.send(new ListBucketsCommand({}));
        const { Account } = await sts.send(new GetCallerIdentityCommand({}));
        for (const client of [s3, sts]) expectNoSecret(client);
        return { content: [], Account };
      },
      { accounts },
    );
    expect(await handler({ target_account_id: ROLE_ACCOUNT })).toEqual({ content: [], Account: ROLE_ACCOUNT });
    expect(await handler({ target_account_id: KEY_ACCOUNT })).toEqual({ content: [], Account: KEY_ACCOUNT });
    for (const client of [s3, sts, handler]) expectNoSecret(client);
  });
});
