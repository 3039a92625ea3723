// What a tool of mcp-framework 0.2.22 sees of it: its types, and how `toolCall` answers. The package itself brings 158 others.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

export type ToolInputSchema<T> = { [K in keyof T]: { type: z.ZodType<T[K]>; description: string } };

// biome-ignore lint/suspicious/noExplicitAny: as the package declares it
type Any = any;
type InferSchemaType<Schema> =
  Schema extends z.ZodObject<Any> ? z.infer<Schema> : Schema extends ToolInputSchema<infer Input> ? Input : never;
export type MCPInput<Tool extends MCPTool<Any, Any> = MCPTool<Any, Any>> = InferSchemaType<Tool['schema']>;

interface ToolRequest {
  params: { name: string; arguments?: Record<string, unknown> };
}

interface ToolResponse {
  content: { type: 'text'; text: string }[];
  isError?: boolean;
}

export abstract class MCPTool<Input extends Record<string, Any> = Any, Schema = Any> {
  abstract name: string;
  abstract description: string;
  protected abstract schema: Schema extends z.ZodObject<Any>
    ? Schema
    : Schema extends ToolInputSchema<Any>
      ? Schema
      : z.ZodObject<Any> | ToolInputSchema<Input>;
  [key: string]: unknown;

  protected abstract execute(input: Schema extends z.ZodObject<Any> ? z.infer<Schema> : Input): Promise<unknown>;

  get inputSchema() {
    const fields = Object.entries(this.#shape());
    const undescribed = fields.filter(([, field]) => !field.description).map(([name]) => name);
    if (undescribed.length > 0) throw new Error(`Missing descriptions for fields in ${this.name}: ${undescribed}`);
    const properties = fields.map(([name, { description }]) => [name, { type: 'string', description }] as const);
    const required = fields.filter(([, field]) => !field.isOptional()).map(([name]) => name);
    return { type: 'object' as const, properties: Object.fromEntries(properties), required };
  }

  /** Whatever `execute` returns is data; only what it throws is an error. */
  async toolCall(request: ToolRequest): Promise<ToolResponse> {
    try {
      const schema: unknown = this.schema;
      const object = schema instanceof z.ZodObject ? schema : z.object(this.#shape());
      const result = await this.execute(object.parse(request.params.arguments ?? {}) as never);
      return { content: [{ type: 'text', text: JSON.stringify(result) }] };
    } catch (error) {
      return { content: [{ type: 'text', text: (error as Error).message }], isError: true };
    }
  }

  #shape(): Record<string, z.ZodTypeAny> {
    const schema: unknown = this.schema;
    if (schema instanceof z.ZodObject) return schema.shape;
    const fields = Object.entries(schema as ToolInputSchema<Record<string, unknown>>);
    return Object.fromEntries(fields.map(([name, { type, description }]) => [name, type.describe(description)]));
  }
}

export function defineSchema<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape> {
  return z.object(shape);
}

export class MCPServer {
  readonly #tools = new Map<string, MCPTool>();

  addTool(ToolClass: new () => MCPTool): void {
    const tool = new ToolClass();
    this.#tools.set(tool.name, tool);
  }

  async start(): Promise<void> {
    const server = new Server({ name: 'mcp-framework', version: '0.2.22' }, { capabilities: { tools: {} } });
    server.setRequestHandler(ListToolsRequestSchema, () => ({
      tools: [...this.#tools.values()].map(({ name, description, inputSchema }) => ({
        name,
        description,
        inputSchema,
      })),
    }));
    server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
      const tool = this.#tools.get(params.name);
      if (!tool) throw new Error(`Unknown tool: ${params.name}`);
      const request = { params, method: 'tools/call' };
      return { ...(await tool.toolCall(request as ToolRequest)) };
    });
    await server.connect(new StdioServerTransport());
  }
}
