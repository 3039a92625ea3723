import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod/v3';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('get', { inputSchema: { key: z.string() } }, async ({ key }) => ({ content: [{ type: 'text', text: key }] }));

server.registerTool('ping', { description: 'No parameters' }, async () => ({ content: [{ type: 'text', text: 'pong' }] }));

await server.connect(new StdioServerTransport());
