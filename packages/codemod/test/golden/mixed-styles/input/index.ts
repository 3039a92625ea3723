import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { createServer } from './create-server.js';
import { addTool } from './wrapper.js';

const server: McpServer = createServer();

server.tool('ping', async () => ({ content: [{ type: 'text', text: 'pong' }] }));
server.registerTool('echo', { inputSchema: z.object({ text: z.string() }) }, async ({ text }) => ({ content: [{ type: 'text', text }] }));
addTool(server, 'wrapped', { text: z.string() }, async ({ text }) => String(text));

await server.connect(new StdioServerTransport());
