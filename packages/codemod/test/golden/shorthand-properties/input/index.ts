import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

type Handler = (args: { text: string }) => Promise<{ content: { type: 'text'; text: string }[] }>;

const inputSchema = { text: z.string() };
const tools = [
  { name: 'echo', inputSchema, handler: (async ({ text }) => answer(text)) as Handler },
  { name: 'twice', inputSchema, handler: (async ({ text }) => answer(text + text)) as Handler },
];

function answer(text: string) {
  return { content: [{ type: 'text' as const, text }] };
}

const server = new McpServer({ name: 'golden', version: '1.0.0' });

for (const { name, inputSchema, handler } of tools) {
  server.registerTool(name, { inputSchema }, handler);
}

function addTool(name: string, description: string, inputSchema: z.ZodRawShape) {
  server.registerTool(name, { description, inputSchema /* as given */ }, async (args) => answer(JSON.stringify(args)));
}

addTool('show', 'Shows what it is given', { text: z.string() });

await server.connect(new StdioServerTransport());
