import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { withAccountContext, withTargetAccountId } from '@mcp-multi-account/cred-extract';

const mcpServer = new McpServer({ name: 'golden', version: '1.0.0' }, { capabilities: { tools: {} } });

mcpServer.server.setRequestHandler(ListToolsRequestSchema, withTargetAccountId(() => ({
  tools: [{ name: 'ping', inputSchema: { type: 'object' } }],
})));
mcpServer.server.setRequestHandler(CallToolRequestSchema, withAccountContext(() => ({ content: [{ type: 'text', text: 'pong' }] })));

await mcpServer.connect(new StdioServerTransport());
