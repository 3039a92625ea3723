import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpServer as V1McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { CreateMessageRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { McpServer as V2McpServer } from '@modelcontextprotocol/server';
import { afterEach, describe, expect, it } from 'vitest';
import { type CreateServer, type RunningServer, serve } from '../../src/index.ts';

const INFO = { name: 'test', version: '1.0.0' };
const QUESTION = { messages: [], maxTokens: 1 };

const running: RunningServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

/** Each has a tool that asks the client's model, and one that notifies the client. */
const SERVERS: Readonly<Record<string, CreateServer>> = {
  v1: () => {
    const server = new V1McpServer(INFO, { capabilities: { logging: {} } });
    server.registerTool('ask', {}, async () => text(await server.server.createMessage(QUESTION)));
    server.registerTool('tell', {}, async ({ sendNotification }) => {
      await sendNotification({ method: 'notifications/message', params: { level: 'info', data: 'told' } });
      return text('done');
    });
    return server;
  },
  v2: () => {
    const server = new V2McpServer(INFO, { capabilities: { logging: {} } });
    server.registerTool('ask', {}, async ({ mcpReq }) => text(await mcpReq.requestSampling(QUESTION)));
    server.registerTool('tell', {}, async ({ mcpReq }) => {
      await mcpReq.notify({ method: 'notifications/message', params: { level: 'info', data: 'told' } });
      return text('done');
    });
    return server;
  },
};

function text(value: unknown) {
  return { content: [{ type: 'text' as const, text: JSON.stringify(value) }] };
}

/** A client whose model would answer. */
async function clientOf(createServer: CreateServer): Promise<Client> {
  const server = await serve(createServer, { env: { MCP_TRANSPORT: 'http', MCP_PORT: '0', LOG_LEVEL: 'silent' } });
  running.push(server);
  const client = new Client(INFO, { capabilities: { sampling: {} } });
  client.setRequestHandler(CreateMessageRequestSchema, () => ({
    model: 'test',
    role: 'assistant',
    content: { type: 'text', text: 'an answer' },
  }));
  await client.connect(new StreamableHTTPClientTransport(new URL(server.url ?? '')) as never);
  return client;
}

describe.each(Object.keys(SERVERS))('a server of SDK %s over stateless HTTP', (name) => {
  it('answers a tool that asks the client at once, with an error that says why', async () => {
    const client = await clientOf(SERVERS[name] as CreateServer);
    const result = await client.callTool({ name: 'ask' }, undefined, { timeout: 10_000 });
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result.content)).toContain('A stateless server cannot send sampling/createMessage');
    await client.close();
  });

  it('still notifies the client', async () => {
    const client = await clientOf(SERVERS[name] as CreateServer);
    const told: unknown[] = [];
    client.fallbackNotificationHandler = async ({ params }) => void told.push(params?.data);
    await client.callTool({ name: 'tell' });
    expect(told).toEqual(['told']);
    await client.close();
  });
});
