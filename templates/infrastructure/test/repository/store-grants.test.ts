import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAccountStore } from '../../../../packages/cred-extract/src/index.ts';
import { queryPostgres } from '../../../../packages/cred-extract/test/support/account-databases.ts';
import { startPostgres, type TestPostgres } from '../../../../packages/cred-extract/test/support/postgres.ts';
import { commandsOf, readDocument } from '../support/document.ts';

/** What the document has people run in the database, in its order. */
const STATEMENTS = commandsOf(readDocument('docs/deploy.md')).flatMap((command) =>
  [...command.matchAll(/^sql '([^']+)'$/g)].map(([, statement = '']) => statement),
);
const ACCOUNT = { account_id: '111111111111', alias: 'shop', auth_type: 'iam_role' } as const;

let postgres: TestPostgres;
let administrator: string;
let server: string;

beforeAll(async () => {
  postgres = await startPostgres({ access: ['host all mcp_server 127.0.0.1/32 trust'] });
  administrator = await postgres.createDatabase('accounts');
  // Of RDS, which makes it.
  await queryPostgres(administrator, 'CREATE ROLE rds_iam');
  const [grants = '', ...users] = [...STATEMENTS].reverse();
  for (const statement of users.reverse()) await queryPostgres(administrator, statement);
  const store = openAccountStore({ databaseUrl: administrator, env: {} });
  await store.migrate();
  await store.put({ ...ACCOUNT, role_arn: 'arn:aws:iam::111111111111:role/McpTarget', external_id: 'chosen' });
  await store.close();
  await queryPostgres(administrator, grants);
  const url = new URL(administrator);
  url.username = 'mcp_server';
  url.password = '';
  server = url.toString();
});
afterAll(() => postgres?.stop());

describe('the statements of docs/deploy.md, step 3', () => {
  it('make the user of the templates', () => {
    expect(STATEMENTS).toEqual([
      'CREATE USER mcp_server',
      'GRANT rds_iam TO mcp_server',
      expect.stringMatching(/^GRANT SELECT/),
    ]);
  });

  it('let the server find its accounts, and be ready', async () => {
    const store = openAccountStore({ databaseUrl: server, env: {} });
    await expect(store.find({ kind: 'account-id', accountId: ACCOUNT.account_id })).resolves.toMatchObject([ACCOUNT]);
    await expect(store.check()).resolves.toBeUndefined();
    await store.close();
  });

  it('let it change nothing', async () => {
    const statements = [
      "UPDATE aws_accounts SET role_arn = 'x'",
      'DELETE FROM aws_accounts',
      'CREATE TABLE own (id int)',
    ];
    for (const statement of statements) {
      await expect(queryPostgres(server, statement), statement).rejects.toThrow(/permission denied/);
    }
  });
});
