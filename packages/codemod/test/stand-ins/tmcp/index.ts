// What a server of tmcp 1.20.0 sees of it, on the low-level server of the SDK.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { z } from 'zod';
import type { CreatedTool, Execute, ToolOptions, ToolResult } from './tool.ts';

interface Adapter {
  toJsonSchema(schema: z.ZodType): object;
}

interface StoredTool extends ToolOptions<z.ZodType> {
  execute(input?: unknown): ToolResult | Promise<ToolResult>;
}

export class McpServer {
  readonly server: Server;
  readonly #tools = new Map<string, StoredTool>();

  constructor(info: { name: string; version: string }, { adapter }: { adapter: Adapter; capabilities: object }) {
    this.server = new Server(info, { capabilities: { tools: {} } });
    this.server.setRequestHandler(ListToolsRequestSchema, () => ({
      tools: [...this.#tools.values()].map(({ name, description, schema }) => {
        const inputSchema = { type: 'object' as const, ...(schema && adapter.toJsonSchema(schema)) };
        return { name, description, inputSchema };
      }),
    }));
    this.server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
      const tool = this.#tools.get(params.name);
      if (!tool) throw new Error(`Tool ${params.name} not found`);
      // A tool without a schema is called with nothing.
      return { ...(await (tool.schema ? tool.execute(tool.schema.parse(params.arguments)) : tool.execute())) };
    });
  }

  tool<Schema extends z.ZodType | undefined = undefined>(tool: ToolOptions<Schema>, execute: Execute<Schema>): void;
  tool(tool: CreatedTool): void;
  tool(tool: object, execute?: unknown): void {
    const stored = { ...tool, ...(execute !== undefined && { execute }) } as StoredTool;
    this.#tools.set(stored.name, stored);
  }

  tools(tools: readonly CreatedTool[]): void {
    for (const tool of tools) this.tool(tool);
  }
}
