import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { FastMCP, jsonSchemaAdapter, UserError } from 'fastmcp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod3';
import { currentAccount, withAccountContext, withAccounts } from '../../../src/index.ts';
import { fakeAccounts, sleep } from '../../support/fake-accounts.ts';

vi.spyOn(process.stderr, 'write').mockImplementation(() => true);

const A = '111111111111';
const B = '222222222222';
const options = { accounts: fakeAccounts() };
const received: unknown[] = [];
const logger = { debug: () => {}, error: () => {}, info: () => {}, log: () => {}, warn: () => {} };

const whoami = async (args: unknown) => {
  received.push(args);
  await sleep(Math.random() * 3);
  return currentAccount()?.accountId ?? 'server';
};

/** A library of its own that follows the Standard Schema, and converts its schemas itself as ArkType does. */
const selfConverting = {
  '~standard': {
    version: 1 as const,
    vendor: 'homemade',
    validate: (value: unknown) =>
      Object.keys(value as object).join() === 'q' ? { value } : { issues: [{ message: 'q and nothing else' }] },
  },
  toJsonSchema: () => ({ type: 'object', properties: { q: { type: 'string' } }, required: ['q'] }),
};

/** Its members are on its class, and one of them is private. */
class Counter {
  readonly name = 'counter';
  readonly parameters = z.strictObject({ q: z.string() });
  #calls = 0;

  get description() {
    return 'Counts';
  }

  async execute(args: unknown) {
    this.#calls += 1;
    return `${await whoami(args)} ${this.#calls > 0}`;
  }
}

interface GivenTool {
  readonly name: string;
  execute(args: unknown, context: unknown): unknown;
}

/** What such a server keeps of the tools that it is given; their results are left to the test. */
class StrictServer {
  readonly tools: GivenTool[] = [];

  addTool(tool: GivenTool) {
    this.tools.push(tool);
  }

  addResourceTemplate() {}

  start() {}
}

const open: Client[] = [];

afterEach(async () => {
  received.length = 0;
  await Promise.all(open.splice(0).map((client) => client.close()));
});

function newServer(): FastMCP {
  return withAccounts(new FastMCP({ name: 's', version: '1.0.0', logger, ping: { enabled: false } }), options);
}

async function connect(server: FastMCP): Promise<Client> {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'c', version: '1' });
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
  open.push(client);
  return client;
}

async function call(client: Client, name: string, args: Record<string, unknown> = {}): Promise<string> {
  const result = await client.callTool({ name, arguments: args });
  return (result.content as [{ text: string }])[0].text;
}

function withAllKinds(server: FastMCP): FastMCP {
  server.addTool({ name: 'zod', parameters: z.object({ q: z.string() }), execute: whoami });
  server.addTool({ name: 'strict', parameters: z.strictObject({ q: z.string() }), execute: whoami });
  server.addTool({ name: 'zod3', parameters: z3.object({ q: z3.string() }).strict(), execute: whoami });
  server.addTool({
    name: 'json',
    parameters: jsonSchemaAdapter({
      type: 'object',
      properties: { q: { type: 'string' } },
      required: ['q'],
      additionalProperties: false,
    }),
    execute: whoami,
  });
  server.addTools([{ name: 'self', parameters: selfConverting, execute: whoami }]);
  server.addTool(new Counter());
  server.addTool({ name: 'bare', execute: whoami });
  return server;
}

const KINDS = ['zod', 'strict', 'zod3', 'json', 'self', 'counter', 'bare'];

describe('withAccounts on a FastMCP server', () => {
  it('gives every tool the parameter beside its own, whatever library its schema is of', async () => {
    const { tools } = await (await connect(withAllKinds(newServer()))).listTools();
    expect(tools.map(({ name }) => name)).toEqual(KINDS);
    for (const { name, inputSchema } of tools) {
      expect(inputSchema.properties, name).toHaveProperty('target_account_id.type', 'string');
      expect(inputSchema.required ?? [], name).toEqual(name === 'bare' ? [] : ['q']);
      expect(Object.keys(inputSchema.properties ?? {}), name).toEqual(
        name === 'bare' ? ['target_account_id'] : ['q', 'target_account_id'],
      );
    }
    expect(tools.find(({ name }) => name === 'counter')?.description).toBe('Counts');
  });

  it.each(KINDS)('runs each call of %s as its account, and one without a target as the server', async (name) => {
    const client = await connect(withAllKinds(newServer()));
    const args = name === 'bare' ? {} : { q: 'x' };
    expect(await call(client, name, { ...args, target_account_id: A })).toContain(A);
    expect(await call(client, name, args)).toContain('server');
    expect(await call(client, name, { ...args, target_account_id: null })).toContain('server');
    for (const seen of received) expect(seen ?? {}).toEqual(args);
  });

  it('keeps 100 calls at once apart', async () => {
    const client = await connect(withAllKinds(newServer()));
    const targets = Array.from({ length: 100 }, (_, index) => [A, B, undefined][index % 3]);
    const answers = await Promise.all(
      targets.map((target) => call(client, 'strict', { q: 'x', ...(target && { target_account_id: target }) })),
    );
    expect(answers).toEqual(targets.map((target) => target ?? 'server'));
  });

  it('answers an unknown account with a typed error, also from a tool with an output schema, and does not run it', async () => {
    const server = newServer();
    const execute = vi.fn(async () => ({ id: 'x' }));
    server.addTool({ name: 'typed', parameters: z.object({}), outputSchema: z.object({ id: z.string() }), execute });
    const client = await connect(server);
    await client.listTools();
    const result = await client.callTool({ name: 'typed', arguments: { target_account_id: 'nobody' } });
    expect(result).toMatchObject({ isError: true });
    expect(JSON.parse((result.content as [{ text: string }])[0].text)).toMatchObject({
      error_type: 'account_not_found',
    });
    expect(result).toHaveProperty(['_meta', 'mcp-multi-account/error', 'error_type'], 'account_not_found');
    expect(execute).not.toHaveBeenCalled();
    expect(await client.callTool({ name: 'typed' })).toMatchObject({ structuredContent: { id: 'x' } });
  });

  it.each([
    ['zod 4', z.object({ content: z.array(z.any()), isError: z.boolean().optional() }).strict()],
    ['zod 3', z3.object({ content: z3.array(z3.any()), isError: z3.boolean().optional() }).strict()],
  ])(
    'answers with a typed error where results may have no _meta, as in fastmcp before 4.7 (%s)',
    async (_, results) => {
      const server = withAccounts(new StrictServer(), options);
      server.addTool({ name: 'plain', execute: whoami });
      server.addTool({ name: 'source', execute: withAccountContext(whoami, { ...options, throwErrors: true }) });
      for (const tool of server.tools) {
        const result = results.parse(await tool.execute({ target_account_id: 'nobody' }, {}));
        expect(Object.keys(result)).toEqual(['content', 'isError']);
        expect(JSON.parse(result.content[0].text)).toMatchObject({ error_type: 'account_not_found' });
      }
      expect(received).toEqual([]);
    },
  );

  it("leaves a tool's own result as it is, with its _meta", async () => {
    const own = { content: [], _meta: { 'example.com/page': 2 } };
    const server = withAccounts(new StrictServer(), options);
    server.addTool({ name: 'paged', execute: async () => own });
    expect(await server.tools[0]?.execute({ target_account_id: A }, {})).toBe(own);
  });

  it("leaves the tool's own refusals, errors and results as they are", async () => {
    const server = newServer();
    server.addTool({
      name: 'fails',
      parameters: z.object({ q: z.string() }),
      execute: async () => {
        throw new UserError('not today', { why: 'closed' });
      },
    });
    server.addTool({ name: 'image', execute: async () => ({ type: 'image', data: 'AAAA', mimeType: 'image/png' }) });
    const client = await connect(server);
    const failed = await client.callTool({ name: 'fails', arguments: { q: 'x', target_account_id: A } });
    expect(failed).toMatchObject({ isError: true, structuredContent: { why: 'closed' } });
    await expect(client.callTool({ name: 'fails', arguments: { target_account_id: A } })).rejects.toThrow(/q: /);
    expect(await client.callTool({ name: 'image' })).toMatchObject({ content: [{ type: 'image' }] });
  });

  it('never runs as the server where a schema leaves no room for the target', async () => {
    const server = newServer();
    server.addTool({ name: 'text', parameters: z.object({ q: z.string() }).transform(({ q }) => q), execute: whoami });
    const client = await connect(server);
    const refused = client.callTool({ name: 'text', arguments: { q: 'x', target_account_id: A } });
    await expect(refused).rejects.toThrow(/target_account_id cannot be used/);
    expect(received).toEqual([]);
    expect(await call(client, 'text', { q: 'x' })).toBe('server');
  });

  it('works for a tool that is also covered in the source', async () => {
    const server = newServer();
    const parameters = z.object({ target_account_id: z.string().optional().describe('own words') });
    server.addTool({ name: 'both', parameters, execute: withAccountContext(whoami, options) });
    const client = await connect(server);
    const { tools } = await client.listTools();
    expect(tools[0]?.inputSchema.properties).toHaveProperty('target_account_id.description', 'own words');
    expect(await call(client, 'both', { target_account_id: A })).toBe(A);
    expect(await call(client, 'both')).toBe('server');
  });

  it('gives the handler its context, and stops at its time limit', async () => {
    const server = newServer();
    server.addTool({
      name: 'slow',
      timeoutMs: 20,
      execute: async (_args, { signal }) => {
        await sleep(60);
        return `${signal.aborted}`;
      },
    });
    expect(await call(await connect(server), 'slow', { target_account_id: A })).toContain('timed out');
  });

  it('returns the same server, and wrapping twice is wrapping once', async () => {
    const server = newServer();
    expect(withAccounts(server, options)).toBe(server);
    server.addTool({ name: 'echo', execute: async (args) => JSON.stringify(args) });
    const client = await connect(server);
    expect(await call(client, 'echo', { target_account_id: A })).toBe('{}');
    expect(await client.listTools()).toMatchObject({ tools: [{ name: 'echo' }] });
  });

  it('says what is missing for a schema that nothing can convert', async () => {
    const server = newServer();
    const { '~standard': standard } = selfConverting;
    server.addTool({ name: 'opaque', parameters: { '~standard': standard }, execute: whoami });
    const client = await connect(server);
    await expect(client.listTools()).rejects.toThrow(/a schema of homemade: no converter/);
  });

  it('does not take a server of the SDK for one because it has such methods too', async () => {
    class Own extends McpServer {
      addTool() {}
      addResourceTemplate() {}
      start() {}
    }
    const server = withAccounts(new Own({ name: 's', version: '1' }), options);
    server.registerTool('t', { inputSchema: {} }, async () => ({
      content: [{ type: 'text', text: currentAccount()?.accountId ?? 'server' }],
    }));
    const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
    const client = new Client({ name: 'c', version: '1' });
    await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
    open.push(client);
    expect(await call(client, 't', { target_account_id: A })).toBe(A);
  });
});
