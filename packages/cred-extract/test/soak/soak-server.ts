import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { type Accounts, perAccount, withAccounts } from '../../src/index.ts';
import type { IdentityWire } from './identity-wire.ts';
import { RawClient } from './raw-client.ts';

/** A server whose tools answer with the identity that AWS sees, through a client of the process and one of each call. */
export const TOOLS = ['shared-client', 'client-per-call'] as const;

export async function connectServer(accounts: Accounts, endpoint: string, wire: IdentityWire): Promise<RawClient> {
  const makeClient = () =>
    perAccount((aws) => new STSClient(aws({ region: 'us-east-1', endpoint, requestHandler: wire as never })));
  const shared = makeClient();
  const server = withAccounts(new McpServer({ name: 'soak', version: '1.0.0' }), { accounts });
  server.registerTool('shared-client', {}, () => identityOf(shared));
  server.registerTool('client-per-call', {}, () => identityOf(makeClient()));
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await server.connect(serverSide);
  const client = new RawClient(clientSide);
  await client.initialize();
  return client;
}

async function identityOf(client: STSClient) {
  const { Arn } = await client.send(new GetCallerIdentityCommand({}));
  return { content: [{ type: 'text' as const, text: Arn ?? 'nobody' }] };
}
