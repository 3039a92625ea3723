import type {
  CallToolResult,
  McpServer,
  RegisteredTool,
  ServerContext,
  StandardSchemaWithJSON,
  ToolCallback,
} from '@modelcontextprotocol/server';
import type { z } from 'zod';
import { forTeam } from './team.js';

interface ToolConfig<Input extends StandardSchemaWithJSON | undefined> {
  description?: string;
  inputSchema?: Input;
}

interface AddTool {
  <Input extends StandardSchemaWithJSON | undefined = undefined>(
    name: string,
    config: ToolConfig<Input>,
    callback: ToolCallback<Input>,
  ): RegisteredTool;
}

export type TeamHandler<Shape extends z.ZodRawShape> = (
  args: z.output<z.ZodObject<Shape>>,
  team: string,
  ctx: ServerContext,
) => CallToolResult | Promise<CallToolResult>;

export interface Seed {
  readonly team: string;
}

export interface ToolContext extends Seed {
  readonly addTool: AddTool;
  addTeamTool<Shape extends z.ZodRawShape>(
    name: string,
    config: { description?: string; inputSchema: z.ZodObject<Shape> },
    handler: TeamHandler<Shape>,
  ): RegisteredTool;
}

/** The server itself stays private: every tool is counted. */
export function createContext(server: McpServer, seed: Seed, calls: Map<string, number>): ToolContext {
  const addTool: AddTool = <Input extends StandardSchemaWithJSON | undefined = undefined>(
    name: string,
    config: ToolConfig<Input>,
    callback: ToolCallback<Input>,
  ): RegisteredTool =>
    server.registerTool<StandardSchemaWithJSON, Input>(name, config, counted(name, callback, calls));
  return {
    ...seed,
    addTool,
    addTeamTool<Shape extends z.ZodRawShape>(
      name: string,
      config: { description?: string; inputSchema: z.ZodObject<Shape> },
      handler: TeamHandler<Shape>,
    ) {
      const { inputSchema, callback } = forTeam(seed.team, config.inputSchema, handler);
      return addTool(name, { ...config, inputSchema }, callback);
    },
  };
}

function counted<Input extends StandardSchemaWithJSON | undefined>(
  name: string,
  callback: ToolCallback<Input>,
  calls: Map<string, number>,
): ToolCallback<Input> {
  const invoke = callback as unknown as (...args: unknown[]) => unknown;
  return (async (...args: unknown[]) => {
    const result = await invoke(...args);
    calls.set(name, (calls.get(name) ?? 0) + 1);
    return result;
  }) as unknown as ToolCallback<Input>;
}
