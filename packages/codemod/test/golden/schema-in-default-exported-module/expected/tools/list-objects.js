import { z } from "zod";

import { targetAccountId } from "@mcp-multi-account/cred-extract";

const toolName = "list-objects";

const toolDescription = "Lists objects."

const toolParamsSchema = { target_account_id: z.string().optional().describe(targetAccountId.description) };

const toolCallback = async ({}) => ({ content: [{ type: 'text', text: 'none' }] });

export default { toolName, toolDescription, toolParamsSchema, toolCallback };
