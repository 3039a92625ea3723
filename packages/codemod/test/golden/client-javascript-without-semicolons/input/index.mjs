import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js"
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js"
import { S3Client } from "@aws-sdk/client-s3"
import { z } from "zod"

var region = process.env.AWS_REGION
if (!region) region = "us-east-1"

const s3 = new S3Client({
	region,
	maxAttempts: 5
})

const server = new McpServer({ name: "golden", version: "1.0.0" })

server.registerTool("region", { inputSchema: { suffix: z.string() } }, async ({ suffix }) => {
	return { content: [{ type: "text", text: `${await s3.config.region()}${suffix}` }] }
})

await server.connect(new StdioServerTransport())
