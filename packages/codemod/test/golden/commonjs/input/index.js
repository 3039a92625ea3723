const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js');
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js');
const { z } = require('zod');
const listTool = require('./list-tool');
const { getShape, getHandler } = require('./get-tool');

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.tool('echo', { text: z.string() }, async ({ text }) => ({ content: [{ type: 'text', text }] }));
server.registerTool(listTool.name, listTool.config, listTool.handler);
server.registerTool('get', { description: 'Get an object', inputSchema: getShape }, getHandler);

server.connect(new StdioServerTransport());
