import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** A number that AWS gives to nobody, so no store has it. */
const NO_ACCOUNT = '000000000000';

/** What is wrong with the server, as a real client sees it: every tool takes an account, and a wrong one is told. */
export async function checkMcp(url: string): Promise<string[]> {
  const client = new Client({ name: 'test-image', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)) as never);
  try {
    const { tools } = await client.listTools();
    const without = tools.filter(({ inputSchema }) => !('target_account_id' in (inputSchema.properties ?? {})));
    return [
      ...(tools.length === 0 ? ['it lists no tools'] : []),
      ...without.map(({ name }) => `${name} does not take target_account_id`),
      ...(await checkCall(client, tools[0]?.name ?? '')),
    ];
  } finally {
    await client.close();
  }
}

/** The first tool of every example takes no argument that is required. */
async function checkCall(client: Client, name: string): Promise<string[]> {
  const result = await client.callTool({ name, arguments: { target_account_id: NO_ACCOUNT } });
  const text = JSON.stringify(result.content);
  if (result.isError && text.includes('account_not_found')) return [];
  return [`${name} for an account that is not there answers ${text.slice(0, 300)}`];
}
