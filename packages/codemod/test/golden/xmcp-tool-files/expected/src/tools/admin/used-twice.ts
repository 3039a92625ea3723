import { z } from "zod";
import { targetAccountId, withAccountContext } from "@mcp-multi-account/cred-extract";

export const schema = { text: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) };

/** Both are called by others. */
async function twice({ text }: { text: string }) {
  return text + text;
}

export default withAccountContext(twice);

export const fourTimes = async (text: string) => twice({ text: await twice({ text }) });
