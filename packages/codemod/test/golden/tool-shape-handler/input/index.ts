import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.tool('echo', { text: z.string() }, async ({ text }) => ({ content: [{ type: 'text', text }] }));

server.tool('empty', {}, async () => ({ content: [{ type: 'text', text: 'empty' }] }));

await server.connect(new StdioServerTransport());
