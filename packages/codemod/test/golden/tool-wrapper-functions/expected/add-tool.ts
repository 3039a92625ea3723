import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { ZodRawShape } from 'zod';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

export function addTool(
  server: McpServer,
  name: string,
  desc: string,
  shape: ZodRawShape,
  run: (args: Record<string, unknown>) => Promise<string>,
): void {
  server.tool(name, desc, { ...shape, target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async (args) => ({ content: [{ type: 'text', text: await run(args) }] })));
}
