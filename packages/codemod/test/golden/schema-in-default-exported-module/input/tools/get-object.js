import { z } from "zod";

const toolName = "get-object";

const toolDescription =
    "Gets one object. \
    Use list-objects to get many.";

const toolParamsSchema = {
    key: z.string().describe(
        "Key of the object"
    )
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
