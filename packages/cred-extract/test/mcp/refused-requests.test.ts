import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createAuditLog } from '../../src/access/audit/audit-log.ts';
import { AccountMismatchError, type AuditEvent, withAccountContext, withAccounts } from '../../src/index.ts';
import { typedErrorOf } from '../../src/mcp/typed-error.ts';
import { fakeAccounts } from '../support/fake-accounts.ts';

vi.spyOn(process.stderr, 'write').mockImplementation(() => true);

const A = '111111111111';
let http: HttpServer;
let url: string;
let reached = 0;
const events: AuditEvent[] = [];
const accounts = { ...fakeAccounts(), audit: createAuditLog({ audit: (event) => void events.push(event) }, {}) };

beforeAll(async () => {
  http = createServer((_request, response) => {
    reached += 1;
    response.end();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise((resolve) => http.close(resolve)));

const authorization = 'AWS4-HMAC-SHA256 Credential=AKIASOMEBODYELSE/20260101/us-east-1/s3/aws4_request, Signature=x';
/** A tool that signs by itself, with a key that is not the account's. */
const foreign = async () => {
  await fetch(url, { headers: { authorization } });
  return { content: [] };
};
const recovers = async () => {
  await foreign().catch(() => {});
  return { content: [{ type: 'text' as const, text: 'nothing found' }] };
};

async function call(server: { connect(transport: never): Promise<void> }, name: string) {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'c', version: '1' });
  await Promise.all([server.connect(serverSide as never), client.connect(clientSide)]);
  const result = await client.callTool({ name, arguments: { target_account_id: A } });
  await client.close();
  return result as { isError?: boolean; content: { text: string }[]; _meta?: object };
}

function highLevel(wrap = (handler: () => unknown): unknown => handler): McpServer {
  const server = new McpServer({ name: 's', version: '1' });
  const inputSchema = { target_account_id: z.string().optional() };
  server.registerTool('foreign', { inputSchema }, wrap(foreign) as never);
  server.registerTool('recovers', { inputSchema }, wrap(recovers) as never);
  return server;
}

function lowLevel(): Server {
  const server = new Server({ name: 's', version: '1' }, { capabilities: { tools: {} } });
  server.setRequestHandler(CallToolRequestSchema, foreign);
  return server;
}

describe('a fetch that the guard stops', () => {
  it.each([
    ['withAccountContext', () => highLevel((handler) => withAccountContext(handler, { accounts }))],
    ['withAccounts on an McpServer', () => withAccounts(highLevel(), { accounts })],
    ['withAccounts on a low-level server', () => withAccounts(lowLevel(), { accounts })],
    [
      'both',
      () =>
        withAccounts(
          highLevel((handler) => withAccountContext(handler, { accounts })),
          { accounts },
        ),
    ],
  ])('makes the call a typed error, by %s', async (_, serve) => {
    events.length = 0;
    const result = await call(serve(), 'foreign');
    expect(result).toMatchObject({ isError: true });
    expect(result).toHaveProperty(['_meta', 'mcp-multi-account/error', 'error_type'], 'account_context_bypass');
    expect(JSON.parse(result.content.at(-1)?.text as string)).toMatchObject({ error_type: 'account_context_bypass' });
    expect(events).toMatchObject([{ outcome: 'failed', code: 'ACCOUNT_CONTEXT_BYPASS', account_id: A }]);
    expect(reached).toBe(0);
  });

  it('leaves the answer of a tool that got over it as it is', async () => {
    events.length = 0;
    const result = await call(withAccounts(highLevel(), { accounts }), 'recovers');
    expect(result).toEqual({ content: [{ type: 'text', text: 'nothing found' }] });
    expect(events).toMatchObject([{ outcome: 'ok' }]);
  });
});

describe('the typed error of another error', () => {
  const typed = new AccountMismatchError(A);

  it('is found along its causes', () => {
    expect(typedErrorOf(typed)).toBe(typed);
    expect(typedErrorOf(new Error('outer', { cause: new TypeError('fetch failed', { cause: typed }) }))).toBe(typed);
  });

  it('is none in anything else, also where causes go in a circle', () => {
    const circle = new Error('a') as Error & { cause?: unknown };
    circle.cause = new Error('b', { cause: circle });
    for (const value of [undefined, null, 'text', 42, new Error('x'), circle, { cause: 1 }])
      expect(typedErrorOf(value)).toBeUndefined();
  });
});
