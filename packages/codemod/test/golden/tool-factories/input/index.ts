import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import * as textTools from './text-tools.js';
import { type DefinedTool, defineTool } from './define-tool.js';

const now = defineTool({
  name: 'year',
  inputSchema: z.object({}),
  handler: async () => 'the year',
});

export function createServer(greeting: string) {
  const server = new McpServer({ name: 'golden', version: '1.0.0' });
  const tools: DefinedTool[] = [];
  for (const tool of Object.values(textTools)) {
    if (typeof tool === 'function') {
      tools.push(tool(greeting));
    } else {
      tools.push(tool);
    }
  }
  for (const tool of [...tools, now]) {
    server.registerTool(tool.name, { description: 'Defined', inputSchema: tool.inputSchema }, async (args) => ({
      content: [{ type: 'text', text: await tool.handler(args) }],
    }));
  }
  return server;
}

await createServer('hello').connect(new StdioServerTransport());
