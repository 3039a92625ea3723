// What a server sees of @rekog/mcp-nest 2.0.5: metadata on the decorated function, arguments validated before the method gets
// them, and a serverMutator that is handed each server.
import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';
import { argumentsOf } from '../../@nestjs/microservices/index.js';

interface ToolOptions {
  name?: string;
  description?: string;
  parameters?: z.ZodType;
}

interface StrategyOptions {
  name: string;
  version: string;
  serverMutator?: (server: McpServer) => McpServer;
}

export interface McpContext {
  readonly mcpServer: McpServer;
}

type Method = (...args: unknown[]) => unknown;

const metadata = new WeakMap<object, ToolOptions>();

export function Tool(options: ToolOptions): MethodDecorator {
  return (_target, _key, descriptor) => {
    metadata.set(descriptor.value as object, options);
  };
}

export function McpController(): ClassDecorator {
  return () => {};
}

export class McpStrategy {
  readonly #options: StrategyOptions;

  constructor(options: StrategyOptions) {
    this.#options = options;
  }

  async listen(controllers: readonly object[]): Promise<void> {
    const { serverMutator, ...info } = this.#options;
    const made = new McpServer(info, { capabilities: { tools: {} } });
    const server = serverMutator ? serverMutator(made) : made;
    bind(server, new Map(controllers.flatMap((controller) => toolsOf(controller, { mcpServer: server }))));
    await server.connect(new StdioServerTransport());
  }
}

interface BoundTool {
  readonly options: ToolOptions;
  readonly parameters: z.ZodType;
  invoke(payload: unknown): unknown;
}

function toolsOf(controller: object, context: McpContext): [string, BoundTool][] {
  return Object.getOwnPropertyNames(Object.getPrototypeOf(controller)).flatMap((key): [string, BoundTool][] => {
    const method = (controller as Record<string, Method>)[key] as Method;
    const options = metadata.get(method);
    if (!options) return [];
    const invoke = (payload: unknown) => method.apply(controller, argumentsOf(controller, key, { payload, context }));
    return [[options.name ?? key, { options, parameters: options.parameters ?? z.object({}), invoke }]];
  });
}

function bind({ server }: McpServer, tools: ReadonlyMap<string, BoundTool>): void {
  server.setRequestHandler('tools/list', () => ({
    tools: [...tools].map(([name, { options, parameters }]) => ({
      name,
      description: options.description ?? '',
      inputSchema: z.toJSONSchema(parameters, { io: 'input' }) as { type: 'object' },
    })),
  }));
  server.setRequestHandler('tools/call', async ({ params }) => {
    const tool = tools.get(params.name);
    if (!tool) throw new Error(`Unknown tool: ${params.name}`);
    const parsed = tool.parameters.safeParse(params.arguments ?? {});
    if (!parsed.success) return { isError: true, content: [{ type: 'text', text: parsed.error.message }] };
    const result = (await tool.invoke(parsed.data)) as { content?: [] };
    if (Array.isArray(result?.content)) return result as { content: [] };
    return { content: [{ type: 'text', text: JSON.stringify(result) }] };
  });
}
