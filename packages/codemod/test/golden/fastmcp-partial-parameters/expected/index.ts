import { FastMCP } from 'fastmcp';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new FastMCP({ name: 'golden', version: '1.0.0' });

// One type for the parameters of both.
server.addTools([
  { name: 'first', parameters: z.object({ q: z.string().optional(), target_account_id: z.string().optional().describe(targetAccountId.description) }), execute: withAccountContext(async ({ q }) => `first ${q}`) },
  { name: 'second', parameters: z.object({ q: z.string() }).partial().extend({ target_account_id: z.string().optional().describe(targetAccountId.description) }), execute: withAccountContext(async ({ q }) => `second ${q}`) },
]);

await server.start({ transportType: 'stdio' });
