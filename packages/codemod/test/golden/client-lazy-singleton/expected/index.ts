import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { perAccount, targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

let client: SecretsManagerClient | undefined;

function secrets(): SecretsManagerClient {
  if (!client) {
    client = perAccount((aws) => new SecretsManagerClient(aws({ region: process.env.AWS_REGION || 'us-east-1' })));
  }
  return client;
}

let other: SecretsManagerClient | null = null;
const otherSecrets = () => (other ??= perAccount((aws) => new SecretsManagerClient(aws.keepRegion({ region: 'eu-north-1' }))));

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('region', { inputSchema: { name: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async ({ name }) => {
  const regions = await Promise.all([secrets().config.region(), otherSecrets().config.region()]);
  return { content: [{ type: 'text', text: `${name} ${regions.join(' ')}` }] };
}));

await server.connect(new StdioServerTransport());
