import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsOfAccount } from '../../../src/accounts/new-account.ts';
import type { Reading } from '../../../src/cli/import/candidate.ts';
import { checkCandidates } from '../../../src/cli/import/check-candidates.ts';
import { readCsv } from '../../../src/cli/import/read-csv.ts';
import { readAccountList } from '../../../src/cli/import/read-entries.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** Something is wrong, or everything that comes out of it can be registered. */
function expectSound(reading: Reading): void {
  const { accounts, problems } = checkCandidates(reading);
  for (const account of accounts) expect(problemsOfAccount(account)).toEqual([]);
  expect(new Set(accounts.map(({ account_id }) => account_id)).size).toBe(accounts.length);
  expect(problems.every(({ place, message }) => place !== '' && message !== '')).toBe(true);
}

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '111111111111',
    '１１１１１１１１１１１１',
    'arn:aws:iam::111111111111:role/x',
    '"',
    '\n',
    ',',
    '__proto__',
    'true',
    SECRET,
  ),
);
const header = fc.constantFrom(
  'account_id',
  'alias',
  'role_arn',
  'tags',
  'enabled',
  'auth_type',
  '__proto__',
  'constructor',
);

describe('hostile files', () => {
  it('of CSV never make the import fail, nor let a wrong account through', async () => {
    const file = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(header, { maxLength: 5 }), file, async (names, rows) => {
        expectSound(await readCsv([names, ...rows].map((row) => row.join(',')).join('\n')));
      }),
      { numRuns: 2_000 },
    );
  });

  it('of JSON never make the import fail, nor let a wrong account through', async () => {
    const value = fc.oneof(cell, fc.jsonValue({ maxDepth: 2 }));
    const account = fc.dictionary(fc.oneof(header, fc.string({ maxLength: 5 })), value, { maxKeys: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(account, { maxLength: 5 }), async (accounts) => {
        expectSound(await readAccountList(JSON.stringify(accounts)));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [
      'a prototype',
      '[{ "account_id": "111111111111", "role_arn": "arn:aws:iam::111111111111:role/x", "__proto__": { "enabled": false } }]',
    ],
    [
      'a prototype of tags',
      '[{ "account_id": "111111111111", "role_arn": "arn:aws:iam::111111111111:role/x", "tags": { "__proto__": { "a": 1 } } }]',
    ],
    ['thousands of brackets', '['.repeat(50_000)],
    ['aliases of aliases', 'a: &a [x]\nb: &b [*a,*a]\nc: &c [*b,*b]\naccounts: [*c]\n'],
    ['a number for an account ID that has lost its zero', '[{ "account_id": 012345678901 }]'],
  ])('with %s are problems, and change no prototype', async (_what, text) => {
    const { accounts, problems } = checkCandidates(await readAccountList(text));
    expect(accounts.filter((account) => Object.hasOwn(account, '__proto__'))).toEqual([]);
    expect(problems.length + accounts.length).toBeGreaterThan(0);
    expect(({} as { enabled?: unknown }).enabled).toBeUndefined();
  });

  it('do not have their secrets repeated, wherever they stand', async () => {
    const accounts = [
      'account_id',
      'alias',
      'auth_type',
      'role_arn',
      'region',
      'tags',
      'enabled',
      'session_duration',
      SECRET,
    ].map((name) => ({ account_id: '111111111111', [name]: SECRET }));
    const { problems } = checkCandidates(await readAccountList(JSON.stringify(accounts)));
    expect(problems.length).toBeGreaterThan(accounts.length);
    expect(JSON.stringify(problems)).not.toContain('wJalr');
  });
});
