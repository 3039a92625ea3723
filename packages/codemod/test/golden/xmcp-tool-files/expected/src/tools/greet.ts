import { z } from "zod";
import { type InferSchema, type ToolMetadata } from "xmcp";
import { targetAccountId, withAccountContext } from "@mcp-multi-account/cred-extract";

// Define the schema for tool parameters
export const schema = {
  name: z.string().describe("The name of the user to greet"),
  target_account_id: z.string().optional().describe(targetAccountId.description),
};

// Define tool metadata
export const metadata: ToolMetadata = {
  name: "greet",
  description: "Greet the user",
};

// Tool implementation
export default withAccountContext(function greet({ name }: InferSchema<typeof schema>) {
  return `Hello, ${name}!`;
});
