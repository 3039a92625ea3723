import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernHttpTransport,
} from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { createMcpHandler, McpServer as ModernServer } from '@modelcontextprotocol/server';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  type Accounts,
  ConfigurationError,
  currentAccount,
  withAccountContext,
  withAccounts,
} from '../../src/index.ts';
import { fakeAccounts, sleep } from '../support/fake-accounts.ts';

vi.spyOn(process.stderr, 'write').mockImplementation(() => true);

const A = '111111111111';
const B = '222222222222';
const options = { accounts: fakeAccounts() };
const whoami = async () => {
  await sleep(Math.random() * 3);
  return { content: [{ type: 'text' as const, text: currentAccount()?.accountId ?? 'server' }] };
};
const received: unknown[] = [];
const echo = async (args: object) => {
  received.push(args);
  return whoami();
};

/** The tools of a server as people register them; the strict one would refuse an argument it does not know. */
function register(server: { registerTool: unknown }): void {
  const add = (server.registerTool as (...args: unknown[]) => void).bind(server);
  add('plain', { inputSchema: z.object({ q: z.string().optional() }) }, echo);
  add('strict', { inputSchema: z.strictObject({ q: z.string().optional() }) }, echo);
  add('bare', { description: 'no schema' }, whoami);
  add('typed', { outputSchema: z.object({ id: z.string() }), inputSchema: z.object({}) }, async () => ({
    ...(await whoami()),
    structuredContent: { id: 'x' },
  }));
}

function lowLevel(): Server {
  const server = new Server({ name: 's', version: '1' }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: ['plain', 'strict', 'bare', 'typed'].map((name) => ({ name, inputSchema: { type: 'object' as const } })),
  }));
  server.setRequestHandler(CallToolRequestSchema, (request) => echo(request.params.arguments ?? {}));
  return server;
}

function highLevel(): McpServer {
  const server = new McpServer({ name: 's', version: '1' });
  register(server);
  return server;
}

function modern(): ModernServer {
  const server = new ModernServer({ name: 's', version: '1' });
  register(server);
  return server;
}

interface AnyClient {
  listTools(): Promise<{ tools: { name: string; inputSchema: { properties?: object } }[] }>;
  callTool(params: { name: string; arguments?: Record<string, unknown> }): Promise<object>;
  close(): Promise<void>;
}

async function inMemory(server: { connect(transport: never): Promise<void> }): Promise<AnyClient> {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'c', version: '1' });
  await Promise.all([server.connect(serverSide as never), client.connect(clientSide)]);
  return client as unknown as AnyClient;
}

const url = new URL('http://server.test/mcp');
const fetchFrom = (handle: (request: Request) => Promise<Response>) => (input: URL | string, init?: RequestInit) =>
  handle(new Request(input, init));

/** v1 over HTTP: its transport has `onmessage` as an accessor; stateless, so a server and a transport per request. */
async function overHttp(): Promise<AnyClient> {
  const handle = async (request: Request) => {
    const transport = new WebStandardStreamableHTTPServerTransport();
    await withAccounts(highLevel(), options).connect(transport);
    return transport.handleRequest(request);
  };
  const client = new Client({ name: 'c', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(url, { fetch: fetchFrom(handle) as typeof fetch }) as never);
  return client as unknown as AnyClient;
}

async function overModernHttp(mode: 'legacy' | { pin: string }): Promise<AnyClient> {
  const handler = createMcpHandler(() => withAccounts(modern(), options));
  const client = new ModernClient({ name: 'c', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(
    new ModernHttpTransport(url, { fetch: fetchFrom((request) => handler.fetch(request)) as typeof fetch }),
  );
  return client as unknown as AnyClient;
}

const setups: [string, () => Promise<AnyClient>][] = [
  ['an McpServer of SDK v1', () => inMemory(withAccounts(highLevel(), options))],
  ['a low-level Server of SDK v1', () => inMemory(withAccounts(lowLevel(), options))],
  ['an McpServer of SDK v2', () => inMemory(withAccounts(modern(), options))],
  ['SDK v1 over stateless HTTP', overHttp],
  ['SDK v2 over HTTP with a client of 2025', () => overModernHttp('legacy')],
  ['SDK v2 over HTTP with a client of 2026-07-28', () => overModernHttp({ pin: '2026-07-28' })],
];

const textOf = (result: object) => (result as { content: [{ text: string }] }).content[0].text;

describe.each(setups)('withAccounts on %s', (_, connect) => {
  it('gives every listed tool the parameter', async () => {
    const client = await connect();
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(['plain', 'strict', 'bare', 'typed']);
    for (const tool of tools) expect(tool.inputSchema.properties).toHaveProperty('target_account_id.type', 'string');
    await client.close();
  });

  it('runs each call as its account, whatever its schema, and a call without a target as the server', async () => {
    const client = await connect();
    for (const name of ['plain', 'strict', 'bare', 'typed']) {
      expect(textOf(await client.callTool({ name, arguments: { target_account_id: A } }))).toBe(A);
      expect(textOf(await client.callTool({ name, arguments: {} }))).toBe('server');
    }
    await client.close();
  });

  it('keeps 100 calls at once apart', async () => {
    const client = await connect();
    const targets = Array.from({ length: 100 }, (_, index) => [A, B, undefined][index % 3]);
    const answers = await Promise.all(
      targets.map((target) =>
        client.callTool({ name: 'plain', arguments: target ? { target_account_id: target } : {} }),
      ),
    );
    expect(answers.map(textOf)).toEqual(targets.map((target) => target ?? 'server'));
    await client.close();
  });

  it('does not show the argument to the handler', async () => {
    const client = await connect();
    received.length = 0;
    await client.callTool({ name: 'plain', arguments: { q: 'x', target_account_id: A } });
    expect(received).toEqual([{ q: 'x' }]);
    await client.close();
  });

  it('answers an unknown account with a typed error that the client accepts, also from a tool with an output schema', async () => {
    const client = await connect();
    await client.listTools();
    for (const name of ['plain', 'typed']) {
      const result = await client.callTool({ name, arguments: { target_account_id: 'nobody' } });
      expect(result).toMatchObject({ isError: true });
      expect(JSON.parse(textOf(result))).toMatchObject({ error_type: 'account_not_found' });
      expect(result).toHaveProperty(['_meta', 'mcp-multi-account/error', 'error_type'], 'account_not_found');
    }
    await client.close();
  });
});

describe('withAccounts', () => {
  it('returns the same server, and wrapping twice is wrapping once', async () => {
    const server = highLevel();
    expect(withAccounts(withAccounts(server, options), options)).toBe(server);
    const client = await inMemory(server);
    expect(textOf(await client.callTool({ name: 'plain', arguments: { target_account_id: A } }))).toBe(A);
  });

  it('works on a server that is connected already', async () => {
    const server = highLevel();
    const client = await inMemory(server);
    withAccounts(server, options);
    expect(textOf(await client.callTool({ name: 'plain', arguments: { target_account_id: A } }))).toBe(A);
  });

  it('works for a tool that is also wrapped in the source', async () => {
    const server = new McpServer({ name: 's', version: '1' });
    server.registerTool(
      'both',
      { inputSchema: { target_account_id: z.string().optional() } },
      withAccountContext(whoami, options),
    );
    const client = await inMemory(withAccounts(server, options));
    expect(textOf(await client.callTool({ name: 'both', arguments: { target_account_id: A } }))).toBe(A);
    expect(textOf(await client.callTool({ name: 'both', arguments: {} }))).toBe('server');
  });

  it('does not start a call that was cancelled while its account was looked up', async () => {
    const server = new McpServer({ name: 's', version: '1' });
    const handler = vi.fn(whoami);
    server.registerTool('slow', {}, handler);
    const client = await inMemory(withAccounts(server, { accounts: fakeAccounts({ delayMs: 30 }) }));
    const abort = new AbortController();
    const call = (client as unknown as Client).callTool(
      { name: 'slow', arguments: { target_account_id: A } },
      undefined,
      { signal: abort.signal },
    );
    await sleep(5);
    abort.abort('changed my mind');
    await expect(call).rejects.toThrow();
    await sleep(50);
    expect(handler).not.toHaveBeenCalled();
  });

  it('answers a failure that is not its own without repeating it', async () => {
    const broken: Accounts = {
      ...fakeAccounts(),
      session: async () => Promise.reject(new Error('arn:aws:iam::1:role/x')),
    };
    const client = await inMemory(withAccounts(highLevel(), { accounts: broken }));
    const call = client.callTool({ name: 'plain', arguments: { target_account_id: A } });
    await expect(call).rejects.toThrow(/could not be set up/);
  });

  it('refuses anything that is not a server', () => {
    expect(() => withAccounts({})).toThrow(ConfigurationError);
    expect(() => withAccounts({ server: {} })).toThrow(/McpServer/);
  });
});
