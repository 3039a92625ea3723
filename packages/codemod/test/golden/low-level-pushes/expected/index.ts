import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema, type Tool } from '@modelcontextprotocol/sdk/types.js';
import { withAccountContext, withTargetAccountId } from '@mcp-multi-account/cred-extract';

const ALLOW_ECHO = process.env.DENY_ECHO === undefined;

const server = new Server({ name: 'golden', version: '1.0.0' }, { capabilities: { tools: {} } });

server.setRequestHandler(ListToolsRequestSchema, withTargetAccountId(async () => {
  const tools: Tool[] = [{ name: 'ping', inputSchema: { type: 'object' } }];

  if (ALLOW_ECHO) {
    tools.push({ name: 'echo', inputSchema: { type: 'object', properties: { text: { type: 'string' } } } });
  }

  return { tools };
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
