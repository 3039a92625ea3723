import { inspect } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  type Accounts,
  createAccounts,
  openAccountStore,
  perAccount,
  withAccountContext,
  withAccounts,
} from '../src/index.ts';
import { type LocalAws, startLocalAws } from '../src/testing/index.ts';
import { CANARIES, ENCRYPTION_KEY, FAILURES, localAccounts, records, SERVER } from './support/failing-accounts.ts';

let aws: LocalAws;
let accounts: Accounts;
let logged = '';

beforeAll(async () => {
  aws = await startLocalAws({ accounts: localAccounts });
  for (const [name, value] of Object.entries(aws.env(SERVER))) vi.stubEnv(name, value);
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    logged += chunk;
    return true;
  });
  accounts = createAccounts({ source: records, encryptionKey: ENCRYPTION_KEY });
});
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await aws.close();
});

/** Everything an error can show: its text, its stack and causes as a logger prints them, and its enumerable properties. */
const shown = (error: unknown) =>
  inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error) + String(error);

function expectNoCanary(text: string): void {
  const secrets = Object.entries(CANARIES).concat([['server secret', process.env.AWS_SECRET_ACCESS_KEY as string]]);
  expect(secrets.filter(([, secret]) => text.includes(secret))).toEqual([]);
  expect(text).not.toMatch(/arn:aws[\w-]*:(iam|sts):/);
  expect(text).not.toMatch(/gAAAA|gcm1\.|kms1\./);
}

/** `/role ARN as target` sends the canary itself, so the raw request of the client is not swept, only what comes back. */
describe.each(FAILURES)('after %s', (_, target) => {
  it('no secret, token, role ARN or external ID stands in the thrown error', async () => {
    const error = await accounts.session(target).catch((failure) => failure);
    expect(error).toBeInstanceOf(Error);
    expectNoCanary(shown(error));
  });

  it('none stands in a tool result or a log line, wrapped in the source or at the server', async () => {
    logged = '';
    const handler = withAccountContext(async (_args: object) => ({ content: [] }), { accounts });
    const result = await handler({ target_account_id: target });
    expect(result).toMatchObject({ isError: true });
    expectNoCanary(JSON.stringify(result));

    const server = withAccounts(new McpServer({ name: 's', version: '1' }), { accounts });
    server.registerTool('t', { inputSchema: { x: z.string().optional() } }, async () => ({ content: [] }));
    const client = new Client({ name: 'c', version: '1' });
    const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
    await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
    const answer = await client.callTool({ name: 't', arguments: { target_account_id: target } });
    expect(answer).toMatchObject({ isError: true });
    expectNoCanary(JSON.stringify(answer));
    expect(logged).toContain('request_id');
    expectNoCanary(logged);
  });
});

describe('a working session', () => {
  it('shows nothing of its credentials through the objects that programs hold', async () => {
    const session = await accounts.session('222222222222');
    const client = perAccount(() => ({ send: () => 'sent' }));
    for (const object of [session, session.info, accounts, client, await accounts.session('production')])
      expectNoCanary(shown(object));
  });
});

describe('a database that cannot be reached', () => {
  it('shows nothing of its password', async () => {
    const databaseUrl = `postgres://mcp:${CANARIES.databasePassword}@127.0.0.1:9/accounts`;
    const store = openAccountStore({ databaseUrl });
    const error = await createAccounts({ source: store })
      .session('111111111111')
      .catch((failure) => failure);
    expect(error).toMatchObject({ errorType: 'database_error', retryable: true });
    expectNoCanary(shown(error) + shown(store));
    await store.close();
  });

  it.each([
    [`mysql://mcp:${CANARIES.databasePassword}@host/db`],
    [`postgres:/${CANARIES.databasePassword}`],
    [CANARIES.databasePassword],
  ])('shows nothing of a DATABASE_URL it does not understand', async (databaseUrl) => {
    const error = await (async () => openAccountStore({ databaseUrl }).find({ kind: 'alias', alias: 'x' }))().catch(
      (failure) => failure,
    );
    expect(error).toMatchObject({ errorType: 'configuration_error' });
    expectNoCanary(shown(error));
  });
});

describe('a wrong ENCRYPTION_KEY', () => {
  it.each(['canary-database-password', ENCRYPTION_KEY.slice(1), `${ENCRYPTION_KEY}${ENCRYPTION_KEY}`])(
    'is not repeated',
    async (key) => {
      const broken = createAccounts({ source: records, encryptionKey: key });
      const error = await broken.session('222222222222').catch((failure) => failure);
      expect(error).toMatchObject({ errorType: 'configuration_error' });
      expectNoCanary(shown(error));
      expect(shown(error)).not.toContain(key);
    },
  );
});
