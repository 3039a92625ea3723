// A server program with a policy, a record on standard error and tools of either SDK: `node guarded-program.ts`.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { configureAccounts, currentAccount, withAccounts } from '../../../cred-extract/src/index.ts';
import { serve } from '../../src/index.ts';
import { teamAccounts } from './team-accounts.ts';

configureAccounts(
  teamAccounts([], {
    policy: { allow: [{ groups: ['team-1'], tags: { team: 'team-1' } }] },
    audit: (event) => void process.stderr.write(`${JSON.stringify(event)}\n`),
  }),
);

await serve(() => {
  const server = new McpServer({ name: 'guarded', version: '1.0.0' });
  server.registerTool('where', {}, async () => ({
    content: [{ type: 'text', text: currentAccount()?.accountId ?? 'server' }],
  }));
  server.registerTool('throws', {}, async (extra) => {
    throw new Error(`not for ${JSON.stringify(extra.authInfo)}`);
  });
  return withAccounts(server);
});
