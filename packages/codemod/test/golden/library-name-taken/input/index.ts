import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

const withAccountContext = (text: string) => `own ${text}`;

server.registerTool('echo', { inputSchema: { text: z.string() } }, async ({ text }) => ({ content: [{ type: 'text', text: withAccountContext(text) }] }));

await server.connect(new StdioServerTransport());
