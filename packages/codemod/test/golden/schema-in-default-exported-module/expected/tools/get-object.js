import { z } from "zod";
import { targetAccountId } from "@mcp-multi-account/cred-extract";

const toolName = "get-object";

const toolDescription =
    "Gets one object. \
    Use list-objects to get many.";

const toolParamsSchema = {
    key: z.string().describe(
        "Key of the object"
    ),
    target_account_id: z.string().optional().describe(targetAccountId.description)
};

const toolCallback = async ({ key }) => {
    return {
        content: [{
            type: 'text',
            text: key
        }]
    }
}

export default {
    toolName,
    toolDescription,
    toolParamsSchema,
    toolCallback
}
