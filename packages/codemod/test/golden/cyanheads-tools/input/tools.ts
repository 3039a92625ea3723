import { tool, z } from '@cyanheads/mcp-ts-core';

const InputSchema = z
  .object({
    message: z.string().min(1).describe('The message to echo back.'),
  })
  .describe('What to echo.');

const OutputSchema = z.object({ message: z.string().describe('The message.') });

export const echoTool = tool('echo_message', {
  description: 'Echo a message back.',
  input: InputSchema,
  output: OutputSchema,

  async handler(input, ctx) {
    if (ctx.signal.aborted) throw new Error('Cancelled.');
    return { message: input.message.toUpperCase() };
  },
});

export const countTool = tool('count', {
  description: 'Count letters.',
  input: z.object({ of: z.string().describe('Letters.') }),
  output: z.object({ letters: z.number().describe('How many.') }),
  handler: (input) => ({ letters: input.of.length }),
});
