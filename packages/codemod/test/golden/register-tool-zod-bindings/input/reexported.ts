import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from './zod.js';

export function registerReexported(server: McpServer): void {
  server.registerTool('reexported', { inputSchema: { q: z.string() } }, async ({ q }) => ({ content: [{ type: 'text', text: q }] }));
}
