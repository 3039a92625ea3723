import { FastMCP } from 'fastmcp';
import { z } from 'zod';
import { addMore, lookup } from './more.js';

const server = new FastMCP({ name: 'golden', version: '1.0.0' });

server.addTool({
  name: 'search',
  description: 'Search everything',
  parameters: z.object({
    query: z.string(),
  }),
  execute: async ({ query }) => `${query} in all`,
});

server.addTool({
  name: 'who',
  description: 'A tool without parameters',
  execute: async (_args, { log }) => {
    log.debug('asked');
    return 'me';
  },
});

server.addTools([
  { name: 'lookup', parameters: z.strictObject({ key: z.string() }), execute: lookup },
  { name: 'again', parameters: z.strictObject({ key: z.string() }), execute: lookup },
]);

addMore(server);

await server.start({ transportType: 'stdio' });
