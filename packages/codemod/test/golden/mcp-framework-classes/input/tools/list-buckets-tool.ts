import { z } from 'zod';
import { AwsTool } from './aws-tool.js';

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
  };

  async execute({ prefix }: Input) {
    return this.startingWith(prefix);
  }
}

export default ListBucketsTool;
