import { z } from 'zod';
import { AwsTool } from './aws-tool.js';
import { targetAccountId } from '@mcp-multi-account/cred-extract';

interface Input extends Record<string, unknown> {
  prefix: string;
}

class ListBucketsTool extends AwsTool<Input> {
  name = 'list_buckets';
  description = 'List buckets';

  schema = {
    prefix: {
      type: z.string(),
      description: 'Only those that begin with it',
    },
    target_account_id: { type: z.string().optional(), description: targetAccountId.description },
  };

  async execute({ prefix }: Input) {
    return this.startingWith(prefix);
  }
}

export default ListBucketsTool;
