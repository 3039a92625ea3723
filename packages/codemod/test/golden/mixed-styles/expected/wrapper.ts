import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { z } from 'zod';
import { z as zod } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

export function addTool(server: McpServer, name: string, shape: z.ZodRawShape, run: (args: Record<string, unknown>) => Promise<string>) {
  server.registerTool(name, { inputSchema: { ...shape, target_account_id: zod.string().optional().describe(targetAccountId.description) } }, withAccountContext(async (args) => ({ content: [{ type: 'text', text: await run(args) }] })));
}
