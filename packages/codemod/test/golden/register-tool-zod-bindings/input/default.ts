import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import zod from 'zod';

export function registerDefault(server: McpServer): void {
  server.registerTool('default', { inputSchema: { q: zod.string() } }, async ({ q }) => ({ content: [{ type: 'text', text: q }] }));
}
