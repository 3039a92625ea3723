import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { base } from './remote-api.js';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

async function post(path: string, body: unknown) {
  const answer = await fetch(`${base}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { content: [{ type: 'text' as const, text: await answer.text() }] };
}

const Query = z.object({ q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }).passthrough();

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('search', { inputSchema: { q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async (args) => post('/search', args)));
server.registerTool('open-query', { inputSchema: Query }, withAccountContext(async ({ q, ...options }) => post(`/${q}`, options)));
server.tool('find', 'Finds', { q: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async (args) => {
  const url = new URL(`${base}/find`);
  for (const [name, value] of Object.entries(args)) url.searchParams.set(name, String(value));
  const answer = await fetch(url);
  return { content: [{ type: 'text', text: await answer.text() }] };
}));

const handlers: Record<string, (args: Record<string, unknown>) => ReturnType<typeof post>> = {
  forward: (args) => post('/forward', { ...args }),
};
for (const [name, handler] of Object.entries(handlers)) {
  server.registerTool(name, { inputSchema: { id: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext((args) => handler(args)));
}

await server.connect(new StdioServerTransport());
