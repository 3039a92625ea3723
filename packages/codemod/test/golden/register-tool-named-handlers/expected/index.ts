import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

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

server.registerTool('function', { inputSchema: { q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(answer));
server.registerTool('constant', { inputSchema: { q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(arrow));
server.registerTool('no-parameters', { description: 'Named, takes nothing', inputSchema: { target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(nothing));
server.registerTool('context', { description: 'Named, takes the context', inputSchema: { target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext((_args, extra) => context(extra)));
server.registerTool('method', { description: 'A bound method', inputSchema: { target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext((_args, extra) => tools.context.bind(tools)(extra)));
server.registerTool('expression', { inputSchema: { q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(process.argv.includes('--never') ? arrow : answer));

await server.connect(new StdioServerTransport());
