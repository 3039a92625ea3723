import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';

let client: SecretsManagerClient | undefined;

function secrets(): SecretsManagerClient {
  if (!client) {
    client = new SecretsManagerClient({ region: process.env.AWS_REGION || 'us-east-1' });
  }
  return client;
}

let other: SecretsManagerClient | null = null;
const otherSecrets = () => (other ??= new SecretsManagerClient({ region: 'eu-north-1' }));

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('region', { inputSchema: { name: z.string() } }, async ({ name }) => {
  const regions = await Promise.all([secrets().config.region(), otherSecrets().config.region()]);
  return { content: [{ type: 'text', text: `${name} ${regions.join(' ')}` }] };
});

await server.connect(new StdioServerTransport());
