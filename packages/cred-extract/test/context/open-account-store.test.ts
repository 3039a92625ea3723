import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { currentAccount, openAccountStore, withAccountContext } from '../../src/index.ts';
import { type LocalAws, startLocalAws } from '../../src/testing/index.ts';
import { fakeAccounts } from '../support/fake-accounts.ts';
import { ALPHA } from '../testing/clients.ts';

const KEY = '11111111-1111-4111-8111-111111111111';
let aws: LocalAws;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: [{ accountId: ALPHA, data: { kmsKeys: [KEY] } }] });
});
beforeEach(() => {
  for (const [name, value] of Object.entries(aws.env(ALPHA))) vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => aws.close());

it('asks for its keys as the server, also while a tool runs as an account', async () => {
  const env = { DATABASE_URL: 'sqlite::memory:', ENCRYPTION_KMS_KEY_ID: KEY, AWS_REGION: 'us-east-1' };
  const store = openAccountStore({ env });
  const account = {
    account_id: '111111111111',
    auth_type: 'aksk' as const,
    access_key_id: 'AKIAIOSFODNN7EXAMPLE',
    secret_access_key: 'secret',
  };
  const tool = withAccountContext(
    async (_args: { target_account_id: string }) => {
      await store.put(account);
      await store.putMany([account]);
      await store.setEnabled('111111111111', false);
      await store.rekey();
      return [(await store.list()).length, currentAccount()?.accountId];
    },
    { accounts: fakeAccounts() },
  );
  expect(await tool({ target_account_id: '222222222222' })).toEqual([1, '222222222222']);
  expect(aws.requests.map(({ operation, accountId }) => [operation, accountId])).toEqual([
    ['GenerateDataKey', ALPHA],
    ['GenerateDataKey', ALPHA],
  ]);
  await store.close();
});
