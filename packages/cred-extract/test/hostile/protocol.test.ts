import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { type JSONRPCMessage, JSONRPCRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { currentAccount, withAccounts } from '../../src/index.ts';
import { fakeAccounts } from '../support/fake-accounts.ts';
import { hostileRuns } from './hostile-runs.ts';
import { hostileJson, hostileTarget, hostileText, pollution } from './hostile-values.ts';

const TARGET = '111111111111';
const GOOD_CALL = { name: 'whoami', arguments: { target_account_id: TARGET } };

/** The raw wire: a client of the SDK would refuse to send most of this. */
let wire: InMemoryTransport;
let responses: Map<unknown, Record<string, unknown>>;

beforeEach(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const server = withAccounts(new McpServer({ name: 'hostile', version: '1.0.0' }), {
    accounts: fakeAccounts({ delayMs: 0 }),
  });
  server.registerTool('whoami', { inputSchema: z.looseObject({}) }, async (args) => ({
    content: [{ type: 'text', text: `${currentAccount()?.accountId ?? 'server'} ${'target_account_id' in args}` }],
  }));
  const [client, serverSide] = InMemoryTransport.createLinkedPair();
  responses = new Map();
  client.onmessage = (message) => {
    const response = message as Record<string, unknown>;
    responses.set(response.id, response);
  };
  await server.connect(serverSide);
  await client.start();
  wire = client;
  await call('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'hostile', version: '1' },
  });
});
afterEach(() => vi.restoreAllMocks());

let id = 0;
async function call(method: string, params: unknown): Promise<Record<string, unknown>> {
  id += 1;
  await wire.send({ jsonrpc: '2.0', id, method, params } as JSONRPCMessage);
  await vi.waitFor(() => expect(responses.has(id)).toBe(true), { interval: 1, timeout: 5_000 });
  const response = responses.get(id) as Record<string, unknown>;
  responses.delete(id);
  return response;
}

const hostileCall = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ name: fc.constant('whoami'), arguments: fc.record({ target_account_id: hostileTarget }) }),
  },
  { weight: 2, arbitrary: fc.record({ name: fc.oneof(fc.constant('whoami'), hostileText), arguments: hostileJson }) },
  { weight: 1, arbitrary: fc.record({ name: hostileJson, arguments: hostileJson, _meta: hostileJson }) },
  { weight: 1, arbitrary: hostileJson },
);

describe('a server behind withAccounts', () => {
  it('answers every hostile tools/call once, in no account but the one named, and goes on', async () => {
    await fc.assert(
      fc.asyncProperty(hostileCall, async (params) => {
        // To the SDK itself this is no request: it reports an error to the server and answers nothing.
        fc.pre(JSONRPCRequestSchema.safeParse({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }).success);
        const { result, error } = (await call('tools/call', params)) as {
          result?: { isError?: boolean; content: [{ text: string }] };
          error?: { message: string };
        };
        expect(result === undefined).toBe(error !== undefined);
        if (result && !result.isError) {
          const target = (params as typeof GOOD_CALL).arguments?.target_account_id;
          const named = target === undefined || target === null ? 'server' : target;
          expect(result.content[0].text).toBe(`${named} false`);
        }
        expect(responses.size).toBe(0);
      }),
      hostileRuns('protocol'),
    );
    const { result } = (await call('tools/call', GOOD_CALL)) as { result: { content: [{ text: string }] } };
    expect(result.content[0].text).toBe(`${TARGET} false`);
    expect(pollution()).toEqual([]);
  });

  it('takes hostile requests, notifications and cancellations without falling over', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(hostileText, fc.constant('notifications/cancelled')),
        hostileJson,
        async (method, params) => {
          await wire.send({ jsonrpc: '2.0', method, params } as JSONRPCMessage);
        },
      ),
      hostileRuns('protocol'),
    );
    const { result } = (await call('tools/list', {})) as { result: { tools: [{ inputSchema: object }] } };
    expect(result.tools[0].inputSchema).toHaveProperty('properties.target_account_id');
  });
});
