import type { ToolExtraArguments, ToolMetadata } from "xmcp"

// Which request this is
export const metadata: ToolMetadata = { name: "which-request", description: "Says its number" }

export default async (_: any, extra: ToolExtraArguments) => `${typeof extra.requestId}`
