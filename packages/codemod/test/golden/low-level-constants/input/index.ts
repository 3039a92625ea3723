import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema, type Tool } from '@modelcontextprotocol/sdk/types.js';
import { MORE_TOOLS } from './tools.js';

const PING_TOOL: Tool = { name: 'ping', description: 'Answers pong', inputSchema: { type: 'object' } };

const server = new Server({ name: 'golden', version: '1.0.0' }, { capabilities: { tools: {} } });

server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [PING_TOOL, ...MORE_TOOLS] }));

server.setRequestHandler(CallToolRequestSchema, async (request) => {
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
});

await server.connect(new StdioServerTransport());
