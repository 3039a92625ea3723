import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { parseAccountTarget } from '../../src/accounts/parse-target.ts';
import { resolveAccount } from '../../src/accounts/resolve-account.ts';
import { isCredentialExtractionError } from '../../src/errors.ts';
import { describeStores } from '../support/account-stores.ts';
import { hostileRuns } from './hostile-runs.ts';
import { hostileJson, hostileText, pollution } from './hostile-values.ts';

const ROWS = [
  { account_id: '111111111111', alias: 'prod', role_arn: 'arn:aws:iam::111111111111:role/Mcp' },
  { account_id: '222222222222', alias: 'test', role_arn: 'arn:aws:iam::222222222222:role/Mcp' },
] as const;
/** Milliseconds: a query that sleeps, or reads the table for each character, is far over it. */
const BOUND_MS = 5_000;

describeStores('hostile input to the account store', (at) => {
  const runs = hostileRuns(at.kind === 'SQLite' ? 'sqlite' : 'postgres');

  beforeEach(async () => {
    await at.store.migrate();
    await at.store.putMany(ROWS.map((row) => ({ ...row, auth_type: 'iam_role' })));
  });

  const table = () => at.database.sql('select * from aws_accounts order by account_id');

  it('finds nothing, whatever an alias says, and changes nothing', async () => {
    const before = await table();
    await fc.assert(
      fc.asyncProperty(hostileText, async (alias) => {
        fc.pre(!ROWS.some((row) => row.alias === alias));
        const started = performance.now();
        // Straight to the source, past the parser that would have refused it.
        const found = await at.store.find({ kind: 'alias', alias }).catch((error: unknown) => error);
        if (isCredentialExtractionError(found)) expect(found.message.length).toBeLessThan(500);
        else expect(found).toEqual([]);
        const byId = await at.store.find({ kind: 'account-id', accountId: alias }).catch((error: unknown) => error);
        expect(isCredentialExtractionError(byId) || (Array.isArray(byId) && byId.length === 0)).toBe(true);
        expect(performance.now() - started).toBeLessThan(BOUND_MS);
      }),
      runs,
    );
    expect(await table()).toEqual(before);
    expect((await resolveAccount(at.store, 'prod')).account_id).toBe('111111111111');
  });

  it('removes and switches off nothing else', async () => {
    const before = await table();
    await fc.assert(
      fc.asyncProperty(hostileText, async (accountId) => {
        for (const act of [() => at.store.remove(accountId), () => at.store.setEnabled(accountId, false)]) {
          const outcome = await act().catch((error: unknown) => error);
          expect(outcome === false || isCredentialExtractionError(outcome)).toBe(true);
        }
      }),
      { numRuns: runs.numRuns / 4 },
    );
    expect(await table()).toEqual(before);
  });

  it('takes an account as it was given, or refuses it with a typed error that repeats nothing', async () => {
    const fields = fc.record(
      {
        alias: hostileText,
        external_id: hostileText,
        region: hostileText,
        environment: hostileText,
        role_arn: hostileText,
        tags: hostileJson,
        session_duration: hostileJson,
        enabled: hostileJson,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fields, async (given) => {
        const account = {
          account_id: '333333333333',
          auth_type: 'iam_role',
          role_arn: 'arn:aws:iam::333333333333:role/Mcp',
        };
        const outcome = await at.store.put({ ...account, ...given } as never).catch((error: unknown) => error);
        if (outcome !== undefined) {
          expect(outcome).toMatchObject({
            code: expect.stringMatching(/^(CONFIGURATION_INVALID|DATABASE_UNAVAILABLE)$/),
          });
          expect((outcome as Error).message.length).toBeLessThan(500);
          return;
        }
        const [record] = await at.store.find({ kind: 'account-id', accountId: '333333333333' });
        expect(record?.alias).toBe(given.alias ?? null);
        if (given.alias) expect(parseAccountTarget(given.alias)).toEqual({ kind: 'alias', alias: given.alias });
        expect(record?.external_id).toBe(given.external_id ?? null);
        expect(record?.region).toBe(given.region ?? null);
        await at.store.remove('333333333333');
      }),
      { numRuns: runs.numRuns / 4 },
    );
    expect((await table()).length).toBe(ROWS.length);
    expect(pollution()).toEqual([]);
  });

  it('reads rows that somebody else filled with hostile values without falling over', async () => {
    const text = hostileText.map((value) => Buffer.from(value.replaceAll('\0', '').slice(0, 200)).toString());
    const quoted = (value: string) => `'${value.replaceAll("'", "''").replaceAll(';', ',')}'`;
    await fc.assert(
      fc.asyncProperty(text, text, fc.json({ maxDepth: 3 }), async (alias, arn, json) => {
        const tags = quoted(json.replaceAll('\\u0000', ''));
        await at.database.sql(
          `update aws_accounts set alias = ${quoted(alias)}, role_arn = ${quoted(arn)}, tags = ${tags} where account_id = '222222222222'`,
        );
        const outcome = await at.store.find({ kind: 'account-id', accountId: '222222222222' }).catch((error) => error);
        if (!isCredentialExtractionError(outcome)) expect(outcome[0].account_id).toBe('222222222222');
      }),
      { numRuns: Math.min(100, runs.numRuns / 4) },
    );
    expect(pollution()).toEqual([]);
  });
});
