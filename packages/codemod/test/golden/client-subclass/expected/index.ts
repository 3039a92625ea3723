import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { FixedStore, TenantStore } from './tenant-store.js';
import { perAccount, targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const store = perAccount((aws) => new TenantStore(aws({}), 'blue'));
const fixed = new FixedStore();

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('region', { inputSchema: { suffix: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ suffix }) => {
  const regions = [await store.config.region(), await fixed.config.region()];
  return { content: [{ type: 'text', text: `${store.tenant} ${regions.join(' ')}${suffix}` }] };
}));

await server.connect(new StdioServerTransport());
