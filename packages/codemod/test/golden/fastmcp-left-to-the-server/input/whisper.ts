import { z } from 'zod';

/** A tool that is made when the server starts. */
export function whisper(how: string) {
  return {
    name: `whisper_${how}`,
    parameters: z.object({ text: z.string() }),
    execute: async ({ text }: { text: string }) => text.toLowerCase(),
  };
}
