import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { McpServer as ModernServer } from '@modelcontextprotocol/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createAuditLog } from '../../src/access/audit/audit-log.ts';
import {
  AccountMismatchError,
  type Accounts,
  type AuditConfig,
  type AuditEvent,
  setupAccountContext,
  withAccountContext,
  withAccounts,
} from '../../src/index.ts';
import { type AnyServer, authenticatedServer, SDKS } from '../support/authenticated-servers.ts';
import { fakeAccounts, sleep } from '../support/fake-accounts.ts';

let logged = '';
vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
  logged += chunk;
  return true;
});

const A = '111111111111';
let events: AuditEvent[] = [];
beforeEach(() => {
  events = [];
  logged = '';
});

function accountsWith(config: AuditConfig = {}, base: Accounts = fakeAccounts()): Accounts {
  const audit = (event: AuditEvent) => {
    events.push(event);
  };
  return { ...base, audit: createAuditLog({ audit, ...config }, {}) };
}

const ran: string[] = [];
const handlers = {
  ok: async () => ({ content: [{ type: 'text', text: 'bucket-of-others' }] }),
  refuses: async () => ({ isError: true, content: [{ type: 'text', text: 'no such bucket' }] }),
  throws: async () => Promise.reject(new Error('canary-bucket is gone')),
  mismatch: async () => Promise.reject(new AccountMismatchError(A)),
  slow: async () => {
    await sleep(100);
    return { content: [] };
  },
} as const;

type Way = (accounts: Accounts) => { connect(transport: never): Promise<void> };

function highLevel(
  server: McpServer | ModernServer,
  wrap: (handler: (args: object) => unknown, tool: string) => unknown,
): void {
  const inputSchema = z.object({ target_account_id: z.unknown().optional(), note: z.string().optional() });
  for (const [name, handler] of Object.entries(handlers)) {
    const tool = async () => {
      ran.push(name);
      return handler();
    };
    (server as McpServer).registerTool(name, { inputSchema }, wrap(tool, name) as never);
  }
}

const ways: [string, Way][] = [
  [
    'withAccountContext, SDK v1',
    (accounts) => {
      const server = new McpServer({ name: 's', version: '1' });
      highLevel(server, (handler, tool) => withAccountContext(handler, { accounts, tool }));
      return server;
    },
  ],
  [
    'withAccountContext around a low-level handler',
    (accounts) => {
      const server = new Server({ name: 's', version: '1' }, { capabilities: { tools: {} } });
      const dispatch = (request: { params: { name: string } }) => {
        ran.push(request.params.name);
        return handlers[request.params.name as 'ok']() as Promise<{ content: [] }>;
      };
      server.setRequestHandler(CallToolRequestSchema, withAccountContext(dispatch, { accounts }) as never);
      return server;
    },
  ],
  [
    'withAccounts, SDK v1',
    (accounts) => {
      const server = new McpServer({ name: 's', version: '1' });
      highLevel(server, (handler) => handler);
      return withAccounts(server, { accounts });
    },
  ],
  [
    'withAccounts, SDK v2',
    (accounts) => {
      const server = new ModernServer({ name: 's', version: '1' });
      highLevel(server, (handler) => handler);
      return withAccounts(server, { accounts });
    },
  ],
  [
    'both',
    (accounts) => {
      const server = new McpServer({ name: 's', version: '1' });
      highLevel(server, (handler) => withAccountContext(handler, { accounts }));
      return withAccounts(server, { accounts });
    },
  ],
];

async function clientOf(server: { connect(transport: never): Promise<void> }): Promise<Client> {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'c', version: '1' });
  await Promise.all([server.connect(serverSide as never), client.connect(clientSide)]);
  return client;
}

const call = (client: Client, name: string, args: object = {}) =>
  client.callTool({ name, arguments: args as Record<string, unknown> }).catch((error: unknown) => error as object);
const payloadOf = (result: object) => JSON.parse((result as { content: [{ text: string }] }).content[0].text);

describe.each(ways)('the audit of %s', (way, serve) => {
  it('has one event of every call, whatever becomes of it', async () => {
    const client = await clientOf(serve(accountsWith()));
    await call(client, 'ok', { target_account_id: A, note: 'canary-argument' });
    await call(client, 'ok');
    await call(client, 'refuses', { target_account_id: A });
    await call(client, 'throws');
    const unknown = payloadOf(await call(client, 'ok', { target_account_id: 'nobody' }));
    expect(
      events.map(({ tool, target, account_id, outcome, code }) => [tool, target, account_id, outcome, code]),
    ).toEqual([
      ['ok', 'account', A, 'ok', null],
      ['ok', 'server', null, 'ok', null],
      ['refuses', 'account', A, 'tool_error', null],
      ['throws', 'server', null, 'tool_error', null],
      ['ok', 'account', null, 'failed', 'ACCOUNT_NOT_FOUND'],
    ]);
    expect(events[4]?.request_id).toBe(unknown.request_id);
    for (const event of events) {
      expect(event).toMatchObject({ event: 'call', time: expect.stringMatching(/^\d{4}-.*Z$/) });
      expect(event.call_id).toMatch(/^[\da-f-]{36}$/);
      expect(event.duration_ms).toBeGreaterThanOrEqual(0);
      expect(typeof event.mcp_request_id).toBe('number');
    }
    expect(new Set(events.map(({ mcp_request_id }) => mcp_request_id)).size).toBe(5);
    expect(JSON.stringify(events)).not.toContain('canary');
    await client.close();
  });

  it('writes the intent before the tool runs, and runs none whose intent cannot be written', async () => {
    const order: string[] = [];
    const audit = (event: AuditEvent) => void order.push(event.event);
    const client = await clientOf(serve(accountsWith({ audit, auditIntent: true, auditRequired: true })));
    ran.length = 0;
    await call(client, 'ok', { target_account_id: A });
    expect(order).toEqual(['intent', 'call']);
    const broken = () => Promise.reject(new Error('disk full'));
    const refused = await clientOf(serve(accountsWith({ audit: broken, auditIntent: true, auditRequired: true })));
    expect(payloadOf(await call(refused, 'ok'))).toMatchObject({ error_type: 'audit_error', retryable: true });
    expect(ran).toEqual(['ok']);
    await Promise.all([client.close(), refused.close()]);
  });

  it('withholds the result of a call that cannot be recorded, and says that the tool has run', async () => {
    const broken = () => Promise.reject(new Error('disk full'));
    const client = await clientOf(serve(accountsWith({ audit: broken, auditRequired: true })));
    for (const name of ['ok', 'refuses', 'throws']) {
      const result = await call(client, name, { target_account_id: A });
      expect(payloadOf(result)).toMatchObject({ error_type: 'audit_error', retryable: false });
      expect(JSON.stringify(result)).not.toMatch(/bucket-of-others|no such bucket|canary/);
    }
    expect(payloadOf(await call(client, 'ok', { target_account_id: 'nobody' }))).toMatchObject({
      error_type: 'audit_error',
    });
    await client.close();
  });

  it('is there before the answer is, where it is required', async () => {
    const written: string[] = [];
    const audit = async (event: AuditEvent) => {
      await sleep(20);
      written.push(event.event);
    };
    const client = await clientOf(serve(accountsWith({ audit, auditRequired: true })));
    await call(client, 'ok', { target_account_id: A });
    expect(written).toEqual(['call']);
    await client.close();
  });

  it('has a call that was cancelled while it ran', async () => {
    const client = await clientOf(serve(accountsWith()));
    const abort = new AbortController();
    const options = { signal: abort.signal };
    const cancelled = client.callTool({ name: 'slow', arguments: { target_account_id: A } }, undefined, options);
    setTimeout(() => abort.abort('enough'), 40);
    await expect(cancelled).rejects.toThrow();
    await vi.waitFor(() => expect(events).toHaveLength(1));
    expect(events[0]).toMatchObject({ tool: 'slow', account_id: A });
    await sleep(120);
    expect(events).toHaveLength(1);
    await client.close();
  });

  it('has a typed error from inside the tool', async () => {
    const client = await clientOf(serve(accountsWith()));
    await call(client, 'mismatch', { target_account_id: A });
    const isTyped = !way.startsWith('withAccounts,');
    expect(events[0]).toMatchObject(
      isTyped ? { outcome: 'failed', code: 'ACCOUNT_MISMATCH' } : { outcome: 'tool_error' },
    );
    await client.close();
  });
});

describe('names that others chose', () => {
  const EVIL = 'x"}\n{"outcome":"ok","subject":"admin"}\r\u2028\u001b[2Jarn:aws:iam::111111111111:role/canary';

  it.each(SDKS)('cannot forge a line of the record, %s', async (sdk) => {
    const lines: string[] = [];
    const base = { ...fakeAccounts(), callerOf: (extra: unknown) => callerOf(extra) };
    const accounts = accountsWith({ audit: (event) => void lines.push(JSON.stringify(event)) }, base);
    const server = await authenticatedServer(sdk, (one: AnyServer) => {
      one.registerTool('ok', { inputSchema: z.object({}) }, handlers.ok);
      withAccounts(one, { accounts });
    });
    const client = await server.client({ sub: EVIL });
    await client
      .callTool({ name: sdk === 'SDK v2 with clients of 2026-07-28' ? 'ok' : EVIL, arguments: {} })
      .catch(() => {});
    await client.callTool({ name: 'ok', arguments: { target_account_id: EVIL } });
    await server.close();
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(line).not.toContain('canary');
      expect(JSON.parse(line)).toMatchObject({ subject: expect.stringContaining('\\u000a'), event: 'call' });
    }
    expect(logged.split('\n').filter((line) => line.startsWith('{"outcome"'))).toEqual([]);
  });

  const callerOf = (extra: unknown) => {
    const { authInfo } = extra as { authInfo?: { clientId: string; extra: { sub: string } } };
    return authInfo && { subject: authInfo.extra.sub, clientId: authInfo.clientId, groups: [], scopes: [] };
  };
});

describe('the record of calls that are no requests', () => {
  it('has the account of setupAccountContext in that of the call it is part of', async () => {
    const accounts = accountsWith();
    const tool = withAccountContext(async (_args: object) => setupAccountContext(A, { accounts }), {
      accounts,
      tool: 't',
    });
    await tool({});
    expect(events).toMatchObject([{ tool: 't', account_id: A, outcome: 'ok' }]);
  });

  it('has setupAccountContext outside of any call by itself', async () => {
    const accounts = accountsWith();
    await Promise.resolve().then(() => setupAccountContext(A, { accounts }));
    await Promise.resolve().then(() => setupAccountContext('nobody', { accounts }).catch(() => {}));
    expect(events.map(({ tool, outcome, account_id }) => [tool, outcome, account_id])).toEqual([
      [null, 'ok', A],
      [null, 'failed', null],
    ]);
  });

  it('knows a tool by its own name where one is wrapped', async () => {
    const accounts = accountsWith();
    const named = withAccountContext({ name: 'by-name', handler: async (_args: object) => 1 }, { accounts });
    const identified = withAccountContext({ id: 'by-id', execute: async (_args: object) => 1 }, { accounts });
    await named.handler({});
    await identified.execute({});
    expect(events.map(({ tool }) => tool)).toEqual(['by-name', 'by-id']);
  });
});

describe('the transport of a server', () => {
  it('may have had a handler of its own before it was connected: a call is still one call', async () => {
    const server = new McpServer({ name: 's', version: '1' });
    server.registerTool('ok', {}, handlers.ok as never);
    withAccounts(server, { accounts: accountsWith() });
    const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
    const seen: unknown[] = [];
    serverSide.onmessage = (message) => void seen.push(message);
    const client = new Client({ name: 'c', version: '1' });
    await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
    await client.callTool({ name: 'ok', arguments: { target_account_id: A } });
    expect(seen.length).toBeGreaterThan(1);
    expect(events).toMatchObject([{ outcome: 'ok', account_id: A }]);
  });

  it('may close while calls are under way, which are recorded', async () => {
    const server = new McpServer({ name: 's', version: '1' });
    server.registerTool('slow', {}, handlers.slow as never);
    const client = await clientOf(withAccounts(server, { accounts: accountsWith() }));
    const under = client.callTool({ name: 'slow', arguments: { target_account_id: A } }).catch(() => {});
    await sleep(30);
    await client.close();
    await under;
    expect(events).toMatchObject([{ tool: 'slow', outcome: 'failed', code: 'CANCELLED', account_id: A }]);
  });
});
