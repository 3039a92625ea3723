import { FastMCP } from 'fastmcp';
import { z } from 'zod';

const server = new FastMCP({ name: 'golden', version: '1.0.0' });

// One type for the parameters of both.
server.addTools([
  { name: 'first', parameters: z.object({ q: z.string().optional() }), execute: async ({ q }) => `first ${q}` },
  { name: 'second', parameters: z.object({ q: z.string() }).partial(), execute: async ({ q }) => `second ${q}` },
]);

await server.start({ transportType: 'stdio' });
