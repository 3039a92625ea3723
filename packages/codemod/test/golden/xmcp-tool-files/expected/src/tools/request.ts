import type { ToolExtraArguments, ToolMetadata } from "xmcp"
import { z } from "zod"
import { targetAccountId, withAccountContext } from "@mcp-multi-account/cred-extract"

export const schema = { target_account_id: z.string().optional().describe(targetAccountId.description) }

// Which request this is
export const metadata: ToolMetadata = { name: "which-request", description: "Says its number" }

export default withAccountContext(async (_: any, extra: ToolExtraArguments) => `${typeof extra.requestId}`)
