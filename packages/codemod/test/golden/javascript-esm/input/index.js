import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js"
import z from "zod"
import { registerEcho } from "./echo.js"

const server = new McpServer({ name: "golden", version: "1.0.0" })

server.tool("ping", "Answers pong", async () => ({ content: [{ type: "text", text: "pong" }] }))
server.registerTool("sum", { inputSchema: { a: z.number(), b: z.number() } }, async ({ a, b }) => ({ content: [{ type: "text", text: String(a + b) }] }))
registerEcho(server)

await server.connect(new StdioServerTransport())
