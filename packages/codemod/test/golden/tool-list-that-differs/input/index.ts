import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

type Result = Promise<{ content: { type: 'text'; text: string }[] }>;
interface ListedTool {
  name: string;
  schema: any;
  handler: (args: any) => Result;
}

const said = async (text: string): Result => ({ content: [{ type: 'text', text }] });
const mixed: ListedTool[] = [
  { name: 'shape', schema: { text: z.string() }, handler: ({ text }) => said(text) },
  { name: 'object', schema: z.object({ text: z.string() }), handler: ({ text }) => said(text) },
];
const optional: ListedTool[] = [
  { name: 'with', schema: { text: z.string() }, handler: ({ text }) => said(text) },
  { name: 'without', schema: undefined, handler: () => said('nothing') },
];
const strict = z.object({ text: z.string() }).strict();
const validated: ListedTool[] = [{ name: 'strict', schema: strict, handler: async (args) => said(strict.parse(args).text) }];

const server = new McpServer({ name: 'golden', version: '1.0.0' });
for (const tool of mixed) server.registerTool(tool.name, { inputSchema: tool.schema }, tool.handler);
for (const tool of optional) server.registerTool(tool.name, { inputSchema: tool.schema }, tool.handler);
for (const tool of validated) server.registerTool(tool.name, { inputSchema: tool.schema.shape }, tool.handler);

await server.connect(new StdioServerTransport());
