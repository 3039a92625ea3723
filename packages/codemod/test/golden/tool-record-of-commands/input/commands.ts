import { z } from 'zod';

export const fileCommands = function (root: string) {
  return {
    path: {
      description: 'Names a file',
      schema: { file: z.string() },
      handler: async ({ file }: { file: string }) => ({ content: [{ type: 'text' as const, text: `${root}/${file}` }] }),
    },
    parent: {
      description: 'Names the folder of a file',
      schema: { file: z.string() },
      handler: async ({ file }: { file: string }) => ({ content: [{ type: 'text' as const, text: `${root}/${file}/..` }] }),
    },
  };
};
