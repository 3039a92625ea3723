import type { ToolCallback } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { TeamHandler } from './context.js';

export function forTeam<Shape extends z.ZodRawShape>(
  team: string,
  inputSchema: z.ZodObject<Shape>,
  handler: TeamHandler<Shape>,
): { inputSchema: z.ZodObject<z.ZodRawShape>; callback: ToolCallback<z.ZodObject<z.ZodRawShape>> } {
  const registered: z.ZodObject<z.ZodRawShape> =
    team === '' ? inputSchema.extend({ team: z.string() }) : inputSchema;

  const callback: ToolCallback<z.ZodObject<z.ZodRawShape>> = async (args, ctx) => {
    const chosen = typeof args.team === 'string' ? args.team : team;
    if (chosen === '') {
      return { content: [{ type: 'text', text: 'Which team?' }], isError: true };
    }
    return handler(args as z.output<z.ZodObject<Shape>>, chosen, ctx);
  };

  return { inputSchema: registered, callback };
}
