// Connects itself to standard input when it is imported, by a library that keeps the SDK and its callers to itself.
import { FastMCP } from 'fastmcp';
import { currentAccount, withAccounts } from '../../../cred-extract/src/index.ts';

const server = withAccounts(new FastMCP({ name: 'where', version: '1.0.0' }));
server.addTool({
  name: 'where',
  description: 'Says in which account it runs',
  execute: async () => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
    return currentAccount()?.accountId ?? 'server';
  },
});
await server.start();
