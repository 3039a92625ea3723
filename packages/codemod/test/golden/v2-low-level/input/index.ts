import { Server } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

const server = new Server({ name: 'golden', version: '1.0.0' }, { capabilities: { tools: {} } });

server.setRequestHandler('tools/list', async () => ({
  tools: [
    { name: 'ping', description: 'Answers pong', inputSchema: { type: 'object' } },
    { name: 'echo', inputSchema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] } },
  ],
}));

server.setRequestHandler('tools/call', async (request, ctx) => {
  switch (request.params.name) {
    case 'ping':
      return { content: [{ type: 'text', text: `pong ${typeof ctx.mcpReq.id}` }] };
    default:
      return { content: [{ type: 'text', text: String(request.params.arguments?.text) }] };
  }
});

await server.connect(new StdioServerTransport());
