import { z } from "zod";
import { targetAccountId } from "@mcp-multi-account/cred-extract";

export const Region = { region: z.string().optional(), target_account_id: z.string().optional().describe(targetAccountId.description) };
