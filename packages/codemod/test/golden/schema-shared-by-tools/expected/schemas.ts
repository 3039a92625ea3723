import { z } from 'zod';
import { targetAccountId } from '@mcp-multi-account/cred-extract';

export const ObjectShape = {
  bucket: z.string(),
  key: z.string(),
  target_account_id: z.string().optional().describe(targetAccountId.description),
};

const ListShape = { bucket: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) };

export const schemas = { list: ListShape };
