'use strict';

const z = require('zod');
const { targetAccountId } = require('@mcp-multi-account/cred-extract');

module.exports = {
  name: 'list',
  config: {
    description: 'List objects',
    inputSchema: {
      prefix: z.string().optional(),
      target_account_id: z.string().optional().describe(targetAccountId.description),
    },
  },
  handler: async ({ prefix }) => ({ content: [{ type: 'text', text: `prefix ${prefix}` }] }),
};
