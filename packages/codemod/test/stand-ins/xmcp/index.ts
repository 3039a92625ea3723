// What a tool of xmcp 1.1.3 sees of it. The package is a compiler, whose output `stdio.ts` stands for.
import type { z } from 'zod';

export type InferSchema<Shape extends Record<string, z.ZodType>> = { [Key in keyof Shape]: z.infer<Shape[Key]> };

export interface ToolMetadata {
  name: string;
  description: string;
  annotations?: { title?: string; readOnlyHint?: boolean };
}

export interface ToolExtraArguments {
  signal: AbortSignal;
  requestId: string | number;
}

export interface XmcpConfig {
  stdio?: boolean;
  paths?: { tools?: boolean | string };
}
