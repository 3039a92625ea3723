import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { addTool } from './add-tool.js';

export function registerMore(server: McpServer): void {
  for (const colour of ['red', 'green']) {
    addTool(server, `is-${colour}`, `Says ${colour}`, { text: z.string() }, async ({ text }) => `${text} ${colour}`);
  }
}
