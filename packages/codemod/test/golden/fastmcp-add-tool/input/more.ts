import type { FastMCP } from 'fastmcp';
import { z } from 'zod';

const Count = z.object({ of: z.string() });

export const lookup = async ({ key }: { key: string }) => ({ content: [{ type: 'text' as const, text: key }] });

export function addMore(mcp: FastMCP) {
  mcp.addTool({ name: 'count', parameters: Count, execute: async (args) => `${args.of.length}` });
}
