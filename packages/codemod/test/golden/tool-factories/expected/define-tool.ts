import type { z } from 'zod';

export interface DefinedTool {
  name: string;
  inputSchema: z.ZodObject;
  handler: (args: Record<string, unknown>) => Promise<string>;
}

export function defineTool(definition: DefinedTool): DefinedTool;
export function defineTool(definition: (greeting: string) => DefinedTool): (greeting: string) => DefinedTool;
export function defineTool(definition: DefinedTool | ((greeting: string) => DefinedTool)) {
  if (typeof definition === 'function') {
    return (greeting: string) => {
      const tool = definition(greeting);
      return { ...tool };
    };
  }
  return { ...definition };
}
