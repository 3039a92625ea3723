const { Server } = require('@modelcontextprotocol/sdk/server/index.js');
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js');
const types = require('@modelcontextprotocol/sdk/types.js');
const { withAccountContext, withTargetAccountId } = require('@mcp-multi-account/cred-extract');

const server = new Server({ name: 'golden', version: '1.0.0' }, { capabilities: { tools: {} } });

server.setRequestHandler(types.ListToolsRequestSchema, withTargetAccountId(() => ({
  tools: [{ name: 'ping', inputSchema: { type: 'object', properties: {} } }],
})));
server.setRequestHandler(types.CallToolRequestSchema, withAccountContext(() => ({ content: [{ type: 'text', text: 'pong' }] })));

server.connect(new StdioServerTransport());
