import { z } from 'zod';

import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

export default [
  'ping',
  'Answers pong',
  { target_account_id: z.string().optional().describe(targetAccountId.description) },
  withAccountContext(async (_args, extra) => ({ content: [{ type: 'text', text: extra.signal.aborted ? 'late' : 'pong' }] }))
];
