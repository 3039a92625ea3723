// What a server of @cyanheads/mcp-ts-core 0.10.17 sees of it, on the low-level server of the SDK.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

export { z };

export interface Context {
  readonly requestId: string;
  readonly signal: AbortSignal;
}

export interface ToolDefinition<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  name: string;
  description: string;
  input: Input;
  output: Output;
  handler(input: z.infer<Input>, ctx: Context): Promise<z.infer<Output>> | z.infer<Output>;
}

export function tool<Input extends z.ZodObject, Output extends z.ZodObject>(
  name: string,
  options: Omit<ToolDefinition<Input, Output>, 'name'>,
): ToolDefinition<Input, Output> {
  return { ...options, name };
}

export async function createApp({ tools }: { tools: ToolDefinition[] }): Promise<void> {
  const server = new Server({ name: '@cyanheads/mcp-ts-core', version: '0.10.17' }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ name, description, input }) => ({
      name,
      description,
      inputSchema: { ...z.toJSONSchema(input), type: 'object' as const } as { type: 'object' },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { requestId, signal }) => {
    const called = tools.find(({ name }) => name === params.name);
    if (!called) throw new Error(`Unknown tool: ${params.name}`);
    return await answer(called, params.arguments, { requestId: String(requestId), signal });
  });
  await server.connect(new StdioServerTransport());
}

/** Whatever a handler returns has to fit the output schema; what it throws is told among words. */
async function answer({ input, output, handler }: ToolDefinition, args: unknown, ctx: Context) {
  try {
    const result = output.parse(await handler(input.parse(args ?? {}), ctx));
    return { content: [{ type: 'text' as const, text: JSON.stringify(result) }] };
  } catch (error) {
    return { isError: true, content: [{ type: 'text' as const, text: `Error: ${(error as Error).message}` }] };
  }
}
