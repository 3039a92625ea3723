import { z } from 'zod';
import { defineTool } from './define-tool.js';

const UPPER = 'upper';

export const upper = defineTool({
  name: UPPER,
  inputSchema: z.object({ text: z.string() }),
  handler: async ({ text }) => String(text).toUpperCase(),
});

export const greet = defineTool((greeting) => ({
  name: 'greet',
  inputSchema: z.object({ who: z.string() }),
  handler: async ({ who }) => `${greeting} ${who}`,
}));
