import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"
import type { z } from "zod"
import { z as zod } from "zod"
import { targetAccountId, withAccountContext } from "@mcp-multi-account/cred-extract"

export type Schema = z.ZodType

export function registerStatus(server: McpServer): void {
  server.registerTool("status", { description: "No parameters", inputSchema: { target_account_id: zod.string().optional().describe(targetAccountId.description) } }, withAccountContext(async () => ({ content: [{ type: "text", text: "up" }] })))
}
