import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { withAccountContext, withTargetAccountId } from '@mcp-multi-account/cred-extract';

const server = new Server({ name: 'golden', version: '1.0.0' }, { capabilities: { tools: {} } });

server.setRequestHandler(ListToolsRequestSchema, withTargetAccountId(async () => {
  return {
    tools: [
      { name: 'ping', description: 'Answers pong', inputSchema: { type: 'object', properties: {} } },
      {
        name: 'echo',
        description: 'Says it again',
        inputSchema: {
          type: 'object',
          properties: { text: { type: 'string' } },
          required: ['text'],
          additionalProperties: false,
        },
      },
    ],
  };
}));

server.setRequestHandler(CallToolRequestSchema, withAccountContext(async (request) => {
  const { name, arguments: args } = request.params;
  try {
    switch (name) {
      case 'ping':
        return { content: [{ type: 'text', text: 'pong' }] };
      case 'echo':
        return { content: [{ type: 'text', text: String(args?.text) }] };
      default:
        throw new Error(`Unknown tool: ${name}`);
    }
  } catch (error) {
    return { content: [{ type: 'text', text: `Error: ${error}` }], isError: true };
  }
}));

await server.connect(new StdioServerTransport());
