import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server as V1Server } from '@modelcontextprotocol/sdk/server/index.js';
import { McpServer as V1McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import * as v2 from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { McpServerLike } from '../../src/index.ts';

const require = createRequire(import.meta.url);
const v2Cjs = require('@modelcontextprotocol/server') as typeof v2;

const INFO = { name: 'test', version: '1.0.0' };
const SHAPE = { text: z.string(), ms: z.number().default(0) };
const ECHO = { name: 'echo', description: 'Repeats a text', inputSchema: z.toJSONSchema(z.object(SHAPE)) as object };

/** One server of every kind that `serve` takes: each has the tool `echo`, which prints, waits and repeats. */
export const SERVERS: Readonly<Record<string, () => McpServerLike>> = {
  'v1 McpServer': () => {
    const server = new V1McpServer(INFO);
    server.registerTool('echo', { inputSchema: SHAPE }, echo);
    return server;
  },
  'v1 Server': () => {
    const server = new V1Server(INFO, { capabilities: { tools: {} } });
    server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [ECHO as never] }));
    server.setRequestHandler(CallToolRequestSchema, ({ params }) => echo(z.object(SHAPE).parse(params.arguments)));
    return server;
  },
  'v2 McpServer': () => mcpServerOf(v2),
  'v2 McpServer of the CommonJS build': () => mcpServerOf(v2Cjs),
  'v2 Server': () => {
    const server = new v2.Server(INFO, { capabilities: { tools: {} } });
    server.setRequestHandler('tools/list', async () => ({ tools: [ECHO as never] }));
    server.setRequestHandler('tools/call', ({ params }) => echo(z.object(SHAPE).parse(params.arguments)));
    return server;
  },
};

function mcpServerOf(sdk: typeof v2): McpServerLike {
  const server = new sdk.McpServer(INFO);
  server.registerTool('echo', { inputSchema: z.object(SHAPE) }, echo);
  return server;
}

async function echo({ text, ms }: { text: string; ms: number }) {
  // biome-ignore lint/suspicious/noConsole: what must not reach standard output over stdio.
  console.log(`echo ${text}`);
  await sleep(ms);
  return { content: [{ type: 'text' as const, text }] };
}
