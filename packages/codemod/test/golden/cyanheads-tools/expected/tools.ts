import { tool, z } from '@cyanheads/mcp-ts-core';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const InputSchema = z
  .object({
    message: z.string().min(1).describe('The message to echo back.'),
    target_account_id: z.string().optional().describe(targetAccountId.description),
  })
  .describe('What to echo.');

const OutputSchema = z.object({ message: z.string().describe('The message.') });

export const echoTool = withAccountContext(tool('echo_message', {
  description: 'Echo a message back.',
  input: InputSchema,
  output: OutputSchema,

  async handler(input, ctx) {
    if (ctx.signal.aborted) throw new Error('Cancelled.');
    return { message: input.message.toUpperCase() };
  },
}), { throwErrors: true });

export const countTool = withAccountContext(tool('count', {
  description: 'Count letters.',
  input: z.object({ of: z.string().describe('Letters.'), target_account_id: z.string().optional().describe(targetAccountId.description) }),
  output: z.object({ letters: z.number().describe('How many.') }),
  handler: (input) => ({ letters: input.of.length }),
}), { throwErrors: true });
