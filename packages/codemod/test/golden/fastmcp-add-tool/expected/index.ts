import { FastMCP } from 'fastmcp';
import { z } from 'zod';
import { addMore, lookup } from './more.js';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new FastMCP({ name: 'golden', version: '1.0.0' });

server.addTool({
  name: 'search',
  description: 'Search everything',
  parameters: z.object({
    query: z.string(),
    target_account_id: z.string().optional().describe(targetAccountId.description),
  }),
  execute: withAccountContext(async ({ query }) => `${query} in all`),
});

server.addTool({
  name: 'who',
  description: 'A tool without parameters',
  execute: withAccountContext(async (_args, { log }) => {
    log.debug('asked');
    return 'me';
  }),
  parameters: z.object({ target_account_id: z.string().optional().describe(targetAccountId.description) }),
});

server.addTools([
  { name: 'lookup', parameters: z.strictObject({ key: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }), execute: withAccountContext(lookup) },
  { name: 'again', parameters: z.strictObject({ key: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }), execute: withAccountContext(lookup) },
]);

addMore(server);

await server.start({ transportType: 'stdio' });
