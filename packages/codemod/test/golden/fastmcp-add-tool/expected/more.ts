import type { FastMCP } from 'fastmcp';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const Count = z.object({ of: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) });

export const lookup = async ({ key }: { key: string }) => ({ content: [{ type: 'text' as const, text: key }] });

export function addMore(mcp: FastMCP) {
  mcp.addTool({ name: 'count', parameters: Count, execute: withAccountContext(async (args) => `${args.of.length}`) });
}
