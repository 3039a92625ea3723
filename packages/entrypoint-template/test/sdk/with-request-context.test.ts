import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { McpServer as V1Server } from '@modelcontextprotocol/sdk/server/mcp.js';
import { McpServer as V2Server } from '@modelcontextprotocol/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  type AuditEvent,
  configureAccounts,
  currentAccount,
  targetAccountId,
  withAccountContext,
  withAccounts,
} from '../../../cred-extract/src/index.ts';
import type { CreateServer, McpServerLike } from '../../src/index.ts';
import { MCP_HEADERS, messageOf, post, startServer } from '../support/http.ts';
import { ACCOUNTS, teamAccounts } from '../support/team-accounts.ts';

const HEADER = 'x-amzn-bedrock-agentcore-runtime-custom-target-account';
let logged = '';
let events: AuditEvent[] = [];

beforeEach(() => {
  events = [];
  logged = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    logged += chunk;
    return true;
  });
  configureAccounts(teamAccounts(events));
});
afterEach(() => vi.restoreAllMocks());

interface AnyServer {
  registerTool(name: string, config: object, handler: (...args: never[]) => unknown): unknown;
}

async function where() {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
  return { content: [{ type: 'text', text: currentAccount()?.accountId ?? 'server' }] };
}

const INFO = { name: 's', version: '1' };
const inputSchema = z.object({ target_account_id: targetAccountId.zod(z) });
const SDKS: [string, () => AnyServer][] = [
  ['SDK v1', () => new V1Server(INFO) as unknown as AnyServer],
  ['SDK v2', () => new V2Server(INFO) as unknown as AnyServer],
];
const WAYS: [string, (server: AnyServer) => void][] = [
  ['withAccountContext', (server) => server.registerTool('where', { inputSchema }, withAccountContext(where))],
  [
    'withAccounts',
    (server) => {
      server.registerTool('where', { inputSchema: z.object({}) }, where);
      withAccounts(server);
    },
  ],
];
const KINDS = SDKS.flatMap(([sdk, create]) =>
  WAYS.map(([way, register]) => [`${sdk}, ${way}`, serverOf(create, register)] as const),
);

function serverOf(create: () => AnyServer, register: (server: AnyServer) => void): CreateServer {
  return () => {
    const server = create();
    register(server);
    return server as unknown as McpServerLike;
  };
}

const call = (id: number, target?: string, name = 'where') => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: target === undefined ? {} : { target_account_id: target } },
});
const headersOf = (account: string | undefined) => ({
  ...MCP_HEADERS,
  ...(account !== undefined && { [HEADER]: account }),
});
const textOf = (message: unknown): string =>
  (message as { result: { content: [{ text: string }] } }).result.content[0].text;

describe.each(KINDS)('accounts by header, %s', (_, createServer) => {
  it('200 calls at once by header, by argument, by both and by neither are never in a wrong account', async () => {
    const url = await startServer(createServer);
    const asked = Array.from({ length: 200 }, (_, index) => ({
      header: [undefined, ...ACCOUNTS][index % 9],
      argument: index % 3 === 0 ? ACCOUNTS[(index * 7) % 8] : undefined,
    }));
    const answers = asked.map(async ({ header, argument }, id) => {
      const response = await post(url, call(id, argument), headersOf(header));
      return [textOf(await messageOf(response)), response.headers.get('x-request-id')];
    });
    const answered = await Promise.all(answers);
    expect(answered.map(([text]) => text)).toEqual(asked.map(({ header, argument }) => argument ?? header ?? 'server'));
    const recorded = new Map(events.map((event) => [event.request_id, event.account_id ?? 'server']));
    expect(answered.map(([, id]) => recorded.get(id as string))).toEqual(answered.map(([text]) => text));
    expect(events).toHaveLength(200);
  });

  it('each call of a batch of protocol version 2025-03-26 is in its own', async () => {
    const url = await startServer(createServer);
    const [A, B, C] = ACCOUNTS;
    const batches = Array.from({ length: 20 }, async (_, index) => {
      const header = [A, undefined][index % 2];
      const headers = { ...headersOf(header), 'mcp-protocol-version': '2025-03-26' };
      const batch = [call(1), call(2, B), { jsonrpc: '2.0', id: 3, method: 'tools/list' }, call(4, C), call(5)];
      const text = await (await post(url, batch, headers)).text();
      const lines = text.startsWith('[')
        ? JSON.parse(text)
        : [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data as string));
      const byId = new Map((lines as { id: number }[]).map((message) => [message.id, message]));
      const own = header ?? 'server';
      expect([1, 2, 4, 5].map((id) => textOf(byId.get(id)))).toEqual([own, B, C, own]);
      expect(byId.get(3)).toHaveProperty('result.tools');
    });
    await Promise.all(batches);
  });

  it('an account that cannot be had is a typed error of that request, and its lists need none', async () => {
    const url = await startServer(createServer);
    const headers = { ...headersOf('000000000000'), 'x-request-id': 'trace-me-7' };
    const response = await post(url, call(1), headers);
    const message = await messageOf(response);
    expect(JSON.parse(textOf(message))).toMatchObject({ error_type: 'account_not_found', request_id: 'trace-me-7' });
    expect(events).toMatchObject([{ tool: events[0]?.tool, outcome: 'failed', request_id: 'trace-me-7' }]);
    expect(JSON.parse(logged)).toMatchObject({ code: 'ACCOUNT_NOT_FOUND', request_id: 'trace-me-7' });
    expect(response.headers.get('x-request-id')).toBe('trace-me-7');
    const list = await messageOf(await post(url, { jsonrpc: '2.0', id: 2, method: 'tools/list' }, headers));
    expect(list).toHaveProperty('result.tools');
  });

  it.each(['１１１１１１１１１１１１', '111111111111, 111111111112', ''])(
    '%j is refused before the server sees it',
    async (account) => {
      const url = await startServer(createServer);
      const latin = Buffer.from(account).toString('latin1');
      const response = await post(url, call(1), headersOf(latin));
      expect([response.status, events]).toEqual([400, []]);
    },
  );
});

describe.each(SDKS)('a tool that is not wrapped, %s', (_, create) => {
  const createServer = serverOf(create, (server) => server.registerTool('where', { inputSchema: z.object({}) }, where));

  it('runs in the account of the header, and beside it as the server: 200 calls at once', async () => {
    const url = await startServer(createServer);
    const asked = Array.from({ length: 200 }, (_, index) => [undefined, ...ACCOUNTS][index % 9]);
    const answers = asked.map(async (header, id) =>
      textOf(await messageOf(await post(url, call(id), headersOf(header)))),
    );
    expect(await Promise.all(answers)).toEqual(asked.map((header) => header ?? 'server'));
    const inAccount = asked.filter(Boolean).length;
    await vi.waitFor(() => expect(events).toHaveLength(inAccount));
    expect(new Set(events.map(({ tool, outcome }) => `${tool} ${outcome}`))).toEqual(new Set(['where ok']));
  });

  it('is made by a server that was made as itself', async () => {
    const made: string[] = [];
    const url = await startServer(() => {
      made.push(currentAccount()?.accountId ?? 'server');
      return createServer();
    });
    expect(textOf(await messageOf(await post(url, call(1), headersOf('team-2'))))).toBe(ACCOUNTS[2]);
    expect(new Set(made)).toEqual(new Set(['server']));
  });
});

describe.each(KINDS.filter(([kind]) => kind.startsWith('SDK v2')))(
  'clients of protocol version 2026-07-28, %s',
  (_, createServer) => {
    it('are each in the account of their header, or of their arguments: 90 calls at once', async () => {
      const url = await startServer(createServer);
      const answers = [ACCOUNTS[0], 'team-1', undefined].map(async (header, place) => {
        const requestInit = { headers: header === undefined ? {} : { [HEADER]: header } };
        const client = new Client({ name: 'c', version: '1' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
        await client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
        const calls = Array.from({ length: 30 }, async (_, index) => {
          const target = index % 3 ? undefined : ACCOUNTS[index % 8];
          const args = target === undefined ? {} : { target_account_id: target };
          const text = textOf({ result: await client.callTool({ name: 'where', arguments: args }) });
          return text === (target ?? [ACCOUNTS[0], ACCOUNTS[1], 'server'][place]) ? [] : [header, target, text];
        });
        const wrong = (await Promise.all(calls)).flat();
        await client.close();
        return wrong;
      });
      expect((await Promise.all(answers)).flat()).toEqual([]);
      expect(events).toHaveLength(90);
    });
  },
);

describe('a server without the library', () => {
  const KEY = Symbol.for('@mcp-multi-account/cred-extract/library/1');
  const holder = globalThis as { [KEY]?: unknown };
  const [library, script] = [holder[KEY], process.argv[1]];
  const createServer = serverOf(SDKS[0]?.[1] as never, (server) =>
    server.registerTool('where', { inputSchema: z.object({}) }, where),
  );

  beforeEach(() => {
    delete holder[KEY];
    process.argv[1] = '/nowhere/server.js';
    vi.doMock('@mcp-multi-account/cred-extract', () => {
      throw new Error('not installed');
    });
  });
  afterEach(() => {
    holder[KEY] = library;
    process.argv[1] = script as string;
    vi.doUnmock('@mcp-multi-account/cred-extract');
  });

  it('refuses a request that names an account, and serves the others', async () => {
    const url = await startServer(createServer);
    const refused = await post(url, call(1), headersOf(ACCOUNTS[0]));
    expect([refused.status, await refused.text()]).toEqual([501, expect.stringContaining('is not installed')]);
    expect(textOf(await messageOf(await post(url, call(1))))).toBe('server');
  });
});
