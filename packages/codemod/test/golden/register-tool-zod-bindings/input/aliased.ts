import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z as zod } from 'zod/v4';

export function registerAliased(server: McpServer): void {
  server.registerTool('aliased', { inputSchema: { q: zod.string() } }, async ({ q }) => ({ content: [{ type: 'text', text: q }] }));
}
