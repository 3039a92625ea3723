'use strict';

const z = require('zod');

module.exports = {
  name: 'list',
  config: {
    description: 'List objects',
    inputSchema: {
      prefix: z.string().optional(),
    },
  },
  handler: async ({ prefix }) => ({ content: [{ type: 'text', text: `prefix ${prefix}` }] }),
};
