const toolName = "list-objects";

const toolDescription = "Lists objects."

const toolParamsSchema = {};

const toolCallback = async ({}) => ({ content: [{ type: 'text', text: 'none' }] });

export default { toolName, toolDescription, toolParamsSchema, toolCallback };
