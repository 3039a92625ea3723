import { createTool } from '@mastra/core/tools';
import { MCPServer } from '@mastra/mcp';
import { z } from 'zod';
import { tools } from './tools.js';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

export const echo = withAccountContext(createTool({
  id: 'echo',
  description: 'Echo',
  inputSchema: z.object({
    message: z.string().describe('What to say'),
    target_account_id: z.string().optional().describe(targetAccountId.description),
  }),
  outputSchema: z.object({ message: z.string() }),
  execute: async ({ message }) => ({ message: message.toUpperCase() }),
}), { throwErrors: true });

// An agent has it; no server does.
export const unserved = createTool({ id: 'unserved', description: 'Nobody lists it', execute: async () => 1 });

const server = new MCPServer({ id: 'golden', name: 'golden', version: '1.0.0', tools: { echo, ...tools } });

await server.startStdio();
