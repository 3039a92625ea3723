import { z } from "zod";
import type { InferSchema } from "xmcp";

export const schema = { text: z.string() };

/** Both are called by others. */
export default async function twice({ text }: InferSchema<typeof schema>) {
  return text + text;
}

export const fourTimes = async (text: string) => twice({ text: await twice({ text }) });
