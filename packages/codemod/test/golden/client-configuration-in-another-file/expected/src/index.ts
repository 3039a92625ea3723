import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";
import { dynamoClient, europe, s3Client } from "./clients.js";
import { targetAccountId, withAccountContext } from "@mcp-multi-account/cred-extract";

const server = new McpServer({ name: "golden", version: "1.0.0" });

server.registerTool("regions", { inputSchema: { separator: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ separator }) => {
  const regions = await Promise.all([s3Client, europe, dynamoClient].map((client) => client.config.region()));
  return { content: [{ type: "text", text: regions.join(separator) }] };
}));

await server.connect(new StdioServerTransport());
