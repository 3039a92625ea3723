// What a server of @mastra/mcp 2.0.0 sees of it, on the low-level server of the SDK.

import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { Tool } from '../core/tools.js';

// biome-ignore lint/suspicious/noExplicitAny: as the package declares it
type AnyTool = Tool<any, any>;

export class MCPServer {
  readonly #tools: Readonly<Record<string, AnyTool>>;

  constructor({ tools }: { id: string; name: string; version: string; tools: Record<string, AnyTool> }) {
    this.#tools = tools;
  }

  async startStdio(): Promise<void> {
    const server = new Server({ name: '@mastra/mcp', version: '2.0.0' }, { capabilities: { tools: {} } });
    server.setRequestHandler(ListToolsRequestSchema, () => ({
      tools: Object.entries(this.#tools).map(([name, { description, inputSchema }]) => {
        const schema = z.toJSONSchema(inputSchema ?? z.object({}));
        return { name, description, inputSchema: { ...schema, type: 'object' as const } as { type: 'object' } };
      }),
    }));
    server.setRequestHandler(CallToolRequestSchema, ({ params }) => this.#call(params.name, params.arguments));
    await server.connect(new StdioServerTransport());
  }

  /** Whatever is returned is data; what is thrown is told with its causes. */
  async #call(name: string, args: unknown) {
    const tool = this.#tools[name];
    if (!(tool instanceof Tool)) throw new Error(`Unknown tool: ${name}`);
    try {
      const result: unknown = await tool.execute?.(args, { requestContext: {} });
      return { content: [{ type: 'text' as const, text: JSON.stringify(result) }] };
    } catch (error) {
      const { message, cause } = error as Error;
      const text = JSON.stringify({ message, code: 'TOOL_EXECUTION_FAILED', cause: { message, cause } });
      return { isError: true, content: [{ type: 'text' as const, text }] };
    }
  }
}
