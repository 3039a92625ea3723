import { z } from 'zod';

import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

export const schema = { target_account_id: z.string().optional().describe(targetAccountId.description) };

// Tool implementation
export default withAccountContext(async function randomNumber() {
  const result = 4;
  return result;
});
