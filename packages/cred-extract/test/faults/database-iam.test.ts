import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openAccountStore } from '../../src/accounts/sql/sql-account-store.ts';
import { ConfigurationError, DatabaseConnectionError } from '../../src/errors.ts';
import { queryPostgres } from '../support/account-databases.ts';
import { type Certificates, createAuthority } from '../support/certificates.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { PROD } from '../support/prod-account.ts';
import { type RdsEndpoint, startRdsEndpoint } from '../support/rds-endpoint.ts';

const KEY_ID = 'AKIAIAMSERVER0000000';
const SECRET = 'iamServerSecret/0123456789abcdefghijklmn';

let authority: Certificates;
let postgres: TestPostgres;
let endpoint: RdsEndpoint;
let env: Record<string, string>;

beforeAll(async () => {
  authority = createAuthority();
  postgres = await startPostgres({ access: ['host all iam_user 127.0.0.1/32 trust'] });
  const url = await postgres.createDatabase('accounts');
  const store = openAccountStore({ databaseUrl: url, env: {} });
  await store.migrate();
  await store.put({
    account_id: '222222222222',
    alias: 'prod',
    auth_type: 'iam_role',
    role_arn: 'arn:aws:iam::222222222222:role/x',
  });
  await store.close();
  await queryPostgres(url, 'create role iam_user login; grant select on aws_accounts, organizations to iam_user');
  endpoint = await startRdsEndpoint({
    behind: Number(new URL(url).port),
    tls: authority.issue('rds', ['IP:127.0.0.1']),
    keys: { [KEY_ID]: { secretAccessKey: SECRET } },
  });
  env = {
    DATABASE_AUTH: 'iam',
    DATABASE_HOST: '127.0.0.1',
    DATABASE_PORT: String(endpoint.port),
    DATABASE_NAME: 'accounts',
    DATABASE_USER: 'iam_user',
    DATABASE_CA_BUNDLE: authority.ca,
    AWS_REGION: 'eu-west-1',
  };
});
afterAll(async () => {
  endpoint.close();
  await postgres.stop();
  authority.remove();
});
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', KEY_ID);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
});
afterEach(() => vi.unstubAllEnvs());

async function search(settings: Record<string, string> = {}): Promise<unknown> {
  const store = openAccountStore({ env: { ...env, ...settings } });
  const found = await store.find(PROD).catch((error) => error);
  await store.close();
  return found;
}

describe('DATABASE_AUTH=iam', () => {
  it('brings a signed token with each connection, and no password', async () => {
    const before = endpoint.tokens.length;
    const store = openAccountStore({ env });
    const found = await Promise.all(Array.from({ length: 20 }, () => store.find(PROD)));
    expect(found.every((records) => records.length === 1)).toBe(true);
    await store.close();
    const tokens = endpoint.tokens.slice(before);
    expect(tokens).toHaveLength(3);
    for (const token of tokens)
      expect(token).toMatch(/X-Amz-Credential=AKIAIAMSERVER0000000%2F\d{8}%2Feu-west-1%2Frds-db/);
  });

  it('signs anew when a token is refused, and when it is ten minutes old', async () => {
    const store = openAccountStore({ env });
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong');
    const before = endpoint.tokens.length;
    expect(await store.find(PROD).catch((error) => error)).toBeInstanceOf(DatabaseConnectionError);
    expect(endpoint.tokens).toHaveLength(before + 2);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
    expect(await store.find(PROD)).toHaveLength(1);
    const first = endpoint.tokens.at(-1);
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 600_001);
    // A token has the second in it.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await Promise.all(Array.from({ length: 3 }, () => store.find(PROD)));
    expect(endpoint.tokens.at(-1)).not.toBe(first);
    clock.mockRestore();
    await store.close();
  });

  it('takes the address from DATABASE_URL too', async () => {
    const { DATABASE_AUTH = '', DATABASE_CA_BUNDLE = '', AWS_REGION = '' } = env;
    const DATABASE_URL = `postgres://iam_user@127.0.0.1:${endpoint.port}/accounts`;
    const store = openAccountStore({ env: { DATABASE_AUTH, DATABASE_CA_BUNDLE, AWS_REGION, DATABASE_URL } });
    expect(await store.find(PROD)).toHaveLength(1);
    await store.close();
  });

  it('sends no token to a server that cannot be verified', async () => {
    const stranger = createAuthority();
    const before = endpoint.tokens.length;
    expect(await search({ DATABASE_CA_BUNDLE: stranger.ca })).toBeInstanceOf(DatabaseConnectionError);
    expect(await search({ DATABASE_CA_BUNDLE: '' })).toBeInstanceOf(DatabaseConnectionError);
    expect(endpoint.tokens).toHaveLength(before);
    stranger.remove();
  });

  it('says what RDS needs when it refuses the token', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'canary');
    const error = (await search()) as Error;
    expect(error).toBeInstanceOf(DatabaseConnectionError);
    expect(error).toMatchObject({ retryable: false, message: expect.stringMatching(/rds_iam.*rds-db:connect/) });
    expect(`${error.stack} ${(error.cause as Error).stack}`).not.toMatch(/canary|X-Amz-Signature/);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
    expect(await search()).toHaveLength(1);
  });

  it('says so when the server has no credentials of its own', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, '/dev/null');
    const error = (await search()) as Error;
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(/^DATABASE_AUTH=iam: the server's own AWS credentials/);
  });

  it('says how to install @aws-sdk/rds-signer where it is absent', async () => {
    const module = new URL('../../src/accounts/sql/sql-account-store.ts', import.meta.url).href;
    const program = `
      require('node:module').registerHooks({
        resolve(specifier, context, next) {
          if (specifier !== '@aws-sdk/rds-signer') return next(specifier, context);
          throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
        },
      });
      import(${JSON.stringify(module)}).then(({ openAccountStore }) => openAccountStore().list())
        .catch((error) => console.log(error.name + ': ' + error.message));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--eval', program], {
      env: { PATH: process.env.PATH, ...env },
    });
    expect(stdout).toMatch(/^ConfigurationError: .*npm install @aws-sdk\/rds-signer$/m);
  });
});
