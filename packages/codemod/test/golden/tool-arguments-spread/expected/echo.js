import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const TOOL = [
  'echo',
  'Says it again',
  {
    text: z.string(),
    target_account_id: z.string().optional().describe(targetAccountId.description)
  },
  withAccountContext(async ({ text }) => ({ content: [{ type: 'text', text }] }))
];

export default TOOL;
