import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

export const limit = z.number();
const described = { description: 'From a constant' };

server.registerTool('plain', { description: 'No parameters' }, async () => ({ content: [{ type: 'text', text: 'plain' }] }));

server.registerTool(
  'extra',
  {
    title: 'Extra',
    description: 'Takes the context'
  },
  async (extra) => ({ content: [{ type: 'text', text: typeof extra.requestId }] }),
);

server.registerTool('no-parentheses', {}, async extra => ({ content: [{ type: 'text', text: typeof extra.requestId }] }));

server.registerTool('destructured', { description: 'Takes it apart', }, async ({ requestId, signal }) => ({
  content: [{ type: 'text', text: `${typeof requestId} ${signal.aborted}` }],
}));

server.registerTool('constant-config', described, async function (extra) {
  return { content: [{ type: 'text', text: typeof extra.requestId }] };
});

await server.connect(new StdioServerTransport());
