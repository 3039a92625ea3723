import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

class Tools {
  kind = 'method';
  async context(extra: Extra) {
    return { content: [{ type: 'text' as const, text: `${this.kind} ${typeof extra.requestId}` }] };
  }
}

const tools = new Tools();
const arrow = async ({ q }: { q: string }) => ({ content: [{ type: 'text' as const, text: q }] });

async function answer({ q }: { q: string }) {
  return { content: [{ type: 'text' as const, text: q }] };
}

async function nothing() {
  return { content: [{ type: 'text' as const, text: 'nothing' }] };
}

async function context(extra: Extra) {
  return { content: [{ type: 'text' as const, text: typeof extra.requestId }] };
}

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('function', { inputSchema: { q: z.string() } }, answer);
server.registerTool('constant', { inputSchema: { q: z.string() } }, arrow);
server.registerTool('no-parameters', { description: 'Named, takes nothing' }, nothing);
server.registerTool('context', { description: 'Named, takes the context' }, context);
server.registerTool('method', { description: 'A bound method' }, tools.context.bind(tools));
server.registerTool('expression', { inputSchema: { q: z.string() } }, process.argv.includes('--never') ? arrow : answer);

await server.connect(new StdioServerTransport());
