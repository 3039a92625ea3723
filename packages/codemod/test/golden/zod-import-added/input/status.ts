import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"
import type { z } from "zod"

export type Schema = z.ZodType

export function registerStatus(server: McpServer): void {
  server.registerTool("status", { description: "No parameters" }, async () => ({ content: [{ type: "text", text: "up" }] }))
}
