import type { SignedRequest } from '@mcp-multi-account/cred-extract/testing';
import { describe, expect, it } from 'vitest';
import { createDemoAccounts } from './accounts.ts';
import type { JudgedCall, PlannedCall } from './call.ts';
import type { Conversion } from './convert.ts';
import { planKinds, planMany } from './plan-calls.ts';
import { coverageTable, diffTable, kindsTable, signersTable } from './report.ts';
import { TOOLS } from './tools.ts';

const accounts = createDemoAccounts();
const right = (planned: PlannedCall): JudgedCall => ({ planned, answer: { text: '' }, verdict: 'right' });

describe('the table of who signed', () => {
  const calls = planMany(accounts, TOOLS['orders-table'], 40).map(right);
  const signed = (accountId: string | undefined, principal = 'key') => ({ accountId, principal }) as SignedRequest;

  function rowsFor(requests: readonly SignedRequest[]): string[] {
    return signersTable(accounts, new Map([['orders-table', { calls, requests }]]))
      .split('\n')
      .slice(1);
  }

  it('sets the requests an account signed against the calls asked of it', () => {
    const rows = rowsFor(calls.map(({ planned }) => signed(planned.account.accountId)));
    expect(rows[0]).toMatch(/^210000000000 {2}own +key +2 of 2$/);
    expect(rows.filter((row) => row.endsWith('2 of 2'))).toHaveLength(20);
    expect(rows.at(-1)).toMatch(/refusing role +0 of 0$/);
  });

  it('shows it when one account signed for another', () => {
    const rows = rowsFor([signed('210001111111'), signed('210001111111'), signed('210001111111', 'mcp-reader')]);
    expect(rows[0]).toMatch(/own +0 of 2$/);
    expect(rows[1]).toMatch(/key, mcp-reader +3 of 2$/);
  });
});

describe('the table of the kinds of calls', () => {
  const planned = [...planKinds(accounts, TOOLS['orders-table'][0])];

  it('says which account or error each call came to', () => {
    const table = kindsTable(new Map([['orders-table', new Map(planned.map(([kind, call]) => [kind, right(call)]))]]));
    expect(table).toMatch(/^access key +210001111111$/m);
    expect(table).toMatch(/^unknown account +account_not_found$/m);
  });

  it('says loudly what is wrong', () => {
    const calls = new Map(planned.map(([kind, call]) => [kind, { ...right(call), verdict: 'wrong account' as const }]));
    const table = kindsTable(new Map([['orders-table', calls]]));
    expect(table.match(/WRONG ACCOUNT/g)).toHaveLength(planned.length);
  });
});

describe('the tables of the codemod', () => {
  const conversion: Conversion = {
    example: 'log-search',
    summary: {
      tools: { total: 3, manual: 1 },
      clients: { total: 2, source: 2 },
      files: { changed: 4, added: 10, removed: 6 },
    },
    tools: [{ name: 'search_logs', file: 'src/index.ts', line: 20, verdict: 'low-level', how: 'source' }],
  };

  it('tell the size of the diff and what it covers', () => {
    expect(diffTable([conversion])).toMatch(/^log-search +4 {2}\+10 -6 +2 of 3 +2 of 2$/m);
  });

  it('tell of every tool where it stands and how it is covered', () => {
    expect(coverageTable([conversion])).toMatch(/^log-search +search_logs +src\/index.ts:20 +low-level +source$/m);
  });
});
