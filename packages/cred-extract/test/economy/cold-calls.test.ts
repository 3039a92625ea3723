import { describe, expect, it } from 'vitest';
import { assumeRoleRequests } from './cold-calls.ts';

// `npm run bench -- sts-economy` is the long form, of 10,000 calls over 100 accounts.
const CALLS = 1_000;
const ACCOUNTS = 100;

describe(`${CALLS} concurrent calls over ${ACCOUNTS} accounts without a session`, () => {
  it('make one AssumeRole request for each account', async () => {
    expect(await assumeRoleRequests('library', CALLS, ACCOUNTS)).toBe(ACCOUNTS);
  });

  it('make one for each call with a client per call, and by AssumeRole per call', async () => {
    expect(await assumeRoleRequests('temporary', CALLS, ACCOUNTS)).toBe(CALLS);
    expect(await assumeRoleRequests('assumeRole', CALLS, ACCOUNTS)).toBe(CALLS);
  });
});
