import type { McpServer, RegisteredTool, StandardSchemaWithJSON, ToolCallback } from '@modelcontextprotocol/server';
import type { z } from 'zod';

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

export interface Seed {
  readonly team: string;
}

export interface ToolContext extends Seed {
  readonly addTool: AddTool;
  addStrictTool<Shape extends z.ZodRawShape>(
    name: string,
    config: { description?: string; inputSchema: z.ZodObject<Shape> },
    handler: ToolCallback<z.ZodObject<Shape, z.core.$strict>>,
  ): RegisteredTool;
}

/** The server itself stays private: every tool is counted. */
export function createContext(server: McpServer, seed: Seed, added: string[]): ToolContext {
  const addTool: AddTool = <Input extends StandardSchemaWithJSON | undefined = undefined>(
    name: string,
    config: ToolConfig<Input>,
    callback: ToolCallback<Input>,
  ): RegisteredTool => {
    added.push(name);
    return server.registerTool<StandardSchemaWithJSON, Input>(name, config, callback);
  };
  return {
    ...seed,
    addTool,
    addStrictTool<Shape extends z.ZodRawShape>(
      name: string,
      config: { description?: string; inputSchema: z.ZodObject<Shape> },
      handler: ToolCallback<z.ZodObject<Shape, z.core.$strict>>,
    ) {
      const inputSchema = config.inputSchema.strict();
      return addTool(name, { ...config, inputSchema }, handler);
    },
  };
}
