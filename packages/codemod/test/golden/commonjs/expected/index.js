const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js');
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js');
const { z } = require('zod');
const listTool = require('./list-tool');
const { getShape, getHandler } = require('./get-tool');
const { targetAccountId, withAccountContext } = require('@mcp-multi-account/cred-extract');

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.tool('echo', { text: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async ({ text }) => ({ content: [{ type: 'text', text }] })));
server.registerTool(listTool.name, listTool.config, withAccountContext(listTool.handler));
server.registerTool('get', { description: 'Get an object', inputSchema: getShape }, withAccountContext(getHandler));

server.connect(new StdioServerTransport());
