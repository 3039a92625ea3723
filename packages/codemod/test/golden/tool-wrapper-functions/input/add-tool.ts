import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { ZodRawShape } from 'zod';

export function addTool(
  server: McpServer,
  name: string,
  desc: string,
  shape: ZodRawShape,
  run: (args: Record<string, unknown>) => Promise<string>,
): void {
  server.tool(name, desc, shape, async (args) => ({ content: [{ type: 'text', text: await run(args) }] }));
}
