import { z } from "zod";

export const schema = { text: z.string() };

/** Both are called by others. */
export default async function twice({ text }: { text: string }) {
  return text + text;
}

export const fourTimes = async (text: string) => twice({ text: await twice({ text }) });
