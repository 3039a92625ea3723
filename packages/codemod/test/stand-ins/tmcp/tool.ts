// What a tool of tmcp 1.20.0 sees of it.
import type { z } from 'zod';

export interface ToolResult {
  content?: { type: 'text'; text: string }[];
  isError?: boolean;
}

export interface ToolOptions<Schema extends z.ZodType | undefined> {
  name: string;
  description: string;
  schema?: Schema;
}

type Result = ToolResult | Promise<ToolResult>;
export type Execute<Schema extends z.ZodType | undefined> = Schema extends undefined
  ? () => Result
  : (input: z.input<Schema extends undefined ? never : Schema>) => Result;

/** As in the package, what it makes cannot be taken for its options. */
export interface CreatedTool {
  readonly created: unique symbol;
}

export function defineTool<Schema extends z.ZodType | undefined = undefined>(
  options: ToolOptions<Schema>,
  execute: Execute<Schema>,
): CreatedTool {
  return { ...options, execute } as unknown as CreatedTool;
}
