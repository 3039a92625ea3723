import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { ObjectShape, SearchSchema } from './schemas.js';

const fields = Object.keys(ObjectShape).length;

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('get', { inputSchema: ObjectShape }, async ({ key }) => ({ content: [{ type: 'text', text: `${key} of ${fields}` }] }));
server.registerTool('search', { inputSchema: SearchSchema }, async (args) => ({ content: [{ type: 'text', text: SearchSchema.parse(args).query }] }));

await server.connect(new StdioServerTransport());
