import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js"
import { S3Client } from "@aws-sdk/client-s3"
import { z } from "zod"
import { perAccount, targetAccountId, withAccountContext } from "@mcp-multi-account/cred-extract"

var region = process.env.AWS_REGION
if (!region) region = "us-east-1"

const s3 = perAccount((aws) => new S3Client(aws({
	region,
	maxAttempts: 5
})))

const server = new McpServer({ name: "golden", version: "1.0.0" })

server.registerTool("region", { inputSchema: { suffix: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ suffix }) => {
	return { content: [{ type: "text", text: `${await s3.config.region()}${suffix}` }] }
}))

await server.connect(new StdioServerTransport())
