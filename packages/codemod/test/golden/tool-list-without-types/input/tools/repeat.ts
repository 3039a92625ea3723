import { z } from 'zod';

const params = z.object({ text: z.string(), times: z.number() });

const name = 'repeat';
const execute = async ({ text, times }: z.infer<typeof params>) => ({
  content: [{ type: 'text' as const, text: text.repeat(times) }],
});

export default { name, description: 'Repeats a text', annotations: { title: 'Repeat' }, inputSchema: params.shape, execute };
