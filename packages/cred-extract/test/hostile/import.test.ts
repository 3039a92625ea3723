import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/cli/import/candidate.ts';
import { checkCandidates } from '../../src/cli/import/check-candidates.ts';
import { readCsv } from '../../src/cli/import/read-csv.ts';
import { readAccountList } from '../../src/cli/import/read-entries.ts';
import { hostileRuns } from './hostile-runs.ts';
import { hostileJson, hostileText, pollution } from './hostile-values.ts';

const HEADER = 'account_id,alias,role_arn,external_id,tags,enabled,session_duration';
const ROLE = 'arn:aws:iam::111111111111:role/Mcp';
const BOUND_MS = 5_000;

async function checked(reading: Promise<Reading>) {
  const started = performance.now();
  const result = checkCandidates(await reading);
  expect(performance.now() - started).toBeLessThan(BOUND_MS);
  for (const { place, message } of result.problems) {
    expect(message.length).toBeLessThan(1_000);
    expect(place).toMatch(/^line \d+$/);
  }
  for (const account of result.accounts) expect(account.account_id).toMatch(/^[0-9]{12}$/);
  return result;
}

const cell = fc.oneof(
  hostileText,
  hostileText.map((text) => `"${text.replaceAll('"', '""')}"`),
);

describe('a hostile file to import', () => {
  it('as CSV gives accounts that may be registered, or a problem for each line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 7 }), async (cells) => {
        const line = `111111111111,prod,${ROLE},${cells.join(',')}`;
        const { accounts } = await checked(readCsv(`${HEADER}\n${line}\n`));
        if (accounts[0]) expect(accounts[0].role_arn).toBe(ROLE);
      }),
      hostileRuns('import'),
    );
    expect(pollution()).toEqual([]);
  });

  it('as CSV of anything, or with any header, does not fall over', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(cell, fc.constantFrom('account_id', '\n', ',', '"', '\r')), { maxLength: 12 }),
        (parts) => checked(readCsv(parts.join(''))).then(() => {}),
      ),
      hostileRuns('import'),
    );
  });

  it('as JSON gives accounts that may be registered, or problems', async () => {
    const entry = fc.dictionary(
      fc.oneof(fc.constantFrom(...HEADER.split(',')), fc.constantFrom('__proto__', 'x')),
      fc.oneof(hostileText, hostileJson),
      {
        noNullPrototype: true,
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(entry, hostileJson), { maxLength: 3 }), async (entries) => {
        const named = entries.map((one) =>
          typeof one === 'object' && one !== null && !Array.isArray(one)
            ? { account_id: '111111111111', role_arn: ROLE, ...one }
            : one,
        );
        await checked(readAccountList(JSON.stringify(named)));
      }),
      hostileRuns('import'),
    );
    expect(pollution()).toEqual([]);
  });

  it.each([
    ['a tag of a hundred thousand spaces', ' '.repeat(100_000)],
    ['a hundred thousand tags', 'a=b;'.repeat(100_000)],
    ['a hundred thousand semicolons', ';'.repeat(100_000)],
    ['a tag name of spaces and letters', 'a '.repeat(50_000)],
  ])('with %s takes bounded time', async (_, tags) => {
    await checked(readCsv(`account_id,role_arn,tags\n111111111111,${ROLE},"x${tags}x"\n`));
  });
});
