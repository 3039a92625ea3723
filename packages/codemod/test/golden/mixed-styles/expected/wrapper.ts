import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { z } from 'zod';

export function addTool(server: McpServer, name: string, shape: z.ZodRawShape, run: (args: Record<string, unknown>) => Promise<string>) {
  server.registerTool(name, { inputSchema: shape }, async (args) => ({ content: [{ type: 'text', text: await run(args) }] }));
}
