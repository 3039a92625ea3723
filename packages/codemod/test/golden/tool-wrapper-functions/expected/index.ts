import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { addTool } from './add-tool.js';
import { registerMore } from './more.js';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

addTool(server, 'echo', 'Says it again', { text: z.string() }, async ({ text }) => String(text));
addTool(server, 'ping', 'Answers pong', {}, async () => 'pong');
registerMore(server);

await server.connect(new StdioServerTransport());
