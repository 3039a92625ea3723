import type { ZodRawShape } from 'zod';

export interface ListedTool {
  name: string;
  description: string;
  parameters: ZodRawShape;
  handler: (params: Record<string, unknown>) => Promise<{ content: { type: 'text'; text: string }[] }>;
}
