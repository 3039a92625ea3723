import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const TOOLS = [
  {
    name: 'echo',
    description: 'Says it again',
    shape: { text: z.string() },
    handler: async ({ text }: { text: string }) => ({ content: [{ type: 'text' as const, text }] }),
  },
];

const pingTool: [string, string, () => Promise<{ content: { type: 'text'; text: string }[] }>] = [
  'ping',
  'Answers pong',
  async () => ({ content: [{ type: 'text', text: 'pong' }] }),
];

const server = new McpServer({ name: 'golden', version: '1.0.0' });

for (const tool of TOOLS) {
  server.registerTool(tool.name, { description: tool.description, inputSchema: tool.shape }, tool.handler);
}

server.tool(...pingTool);

for (const name of ['red', 'green']) {
  server.registerTool(`colour-${name}`, { inputSchema: { text: z.string() } }, async ({ text }) => ({
    content: [{ type: 'text', text: `${text} ${name}` }],
  }));
}

await server.connect(new StdioServerTransport());
