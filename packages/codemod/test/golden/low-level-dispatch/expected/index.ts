import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema, type Tool } from '@modelcontextprotocol/sdk/types.js';
import { withAccountContext, withTargetAccountId } from '@mcp-multi-account/cred-extract';

async function loadTools(): Promise<Tool[]> {
  return JSON.parse('[{"name":"ping","inputSchema":{"type":"object"}},{"name":"echo","inputSchema":{"type":"object"}}]');
}

const server = new Server({ name: 'golden', version: '1.0.0' }, { capabilities: { tools: {} } });

server.setRequestHandler(ListToolsRequestSchema, withTargetAccountId(async () => ({ tools: await loadTools() })));

server.setRequestHandler(CallToolRequestSchema, withAccountContext(async ({ params }) => {
  if (params.name === 'ping') return { content: [{ type: 'text', text: 'pong' }] };
  if (params.name === 'echo') return { content: [{ type: 'text', text: String(params.arguments?.text) }] };
  return { isError: true, content: [{ type: 'text', text: 'unknown tool' }] };
}));

await server.connect(new StdioServerTransport());
