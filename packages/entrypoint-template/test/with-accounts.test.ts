import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import * as v1 from '@modelcontextprotocol/sdk/server/mcp.js';
import * as v2 from '@modelcontextprotocol/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAccounts, currentAccount, withAccounts } from '../../cred-extract/src/index.ts';
import { type LocalAws, startLocalAws } from '../../cred-extract/src/testing/index.ts';
import { sourceOf } from '../../cred-extract/test/support/source-of.ts';
import { type CreateServer, type RunningServer, serve } from '../src/index.ts';

const OWN = '100000000000';
const TARGETS = Array.from({ length: 10 }, (_, index) => `20000000000${index}`);

let aws: LocalAws;
const running: RunningServer[] = [];

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const roles = [{ name: 'reader' }];
  aws = await startLocalAws({ accounts: [{ accountId: OWN }, ...TARGETS.map((accountId) => ({ accountId, roles }))] });
  for (const [name, value] of Object.entries(aws.env(OWN))) vi.stubEnv(name, value);
});

afterAll(async () => {
  await Promise.all(running.map((server) => server.close()));
  await aws.close();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const source = sourceOf(
  TARGETS.map((account_id) => ({
    account_id,
    auth_type: 'iam_role',
    role_arn: `arn:aws:iam::${account_id}:role/reader`,
  })),
);

const SERVERS: Readonly<Record<string, () => v1.McpServer | v2.McpServer>> = {
  'v1 McpServer': () => {
    const server = new v1.McpServer({ name: 'test', version: '1.0.0' });
    server.registerTool('who', {}, who);
    return server;
  },
  'v2 McpServer': () => {
    const server = new v2.McpServer({ name: 'test', version: '1.0.0' });
    server.registerTool('who', {}, who);
    return server;
  },
};

async function who() {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  return { content: [{ type: 'text' as const, text: currentAccount()?.accountId ?? 'own' }] };
}

async function clientOf(createServer: CreateServer): Promise<Client> {
  const server = await serve(createServer, { env: { MCP_TRANSPORT: 'http', MCP_PORT: '0', LOG_LEVEL: 'silent' } });
  running.push(server);
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(server.url ?? '')) as never);
  return client;
}

describe.each(Object.entries(SERVERS))('a %s wrapped in withAccounts', (_kind, create) => {
  it('is served over HTTP with target_account_id on every tool, and each of 100 calls at once in its own account', async () => {
    const accounts = createAccounts({ source });
    const client = await clientOf(() => withAccounts(create(), { accounts }));
    const { tools } = await client.listTools();
    expect(tools.map(({ inputSchema }) => Object.keys(inputSchema.properties ?? {}))).toEqual([['target_account_id']]);

    const asked = Array.from({ length: 100 }, (_, index) => [...TARGETS, undefined][index % 11]);
    const answers = asked.map(async (target) => {
      const result = await client.callTool({ name: 'who', arguments: target ? { target_account_id: target } : {} });
      return (result.content as { text: string }[])[0]?.text;
    });
    expect(await Promise.all(answers)).toEqual(asked.map((target) => target ?? 'own'));
    expect(aws.requests.filter(({ operation }) => operation === 'AssumeRole')).toHaveLength(TARGETS.length);
    aws.clearRequests();
    await client.close();
  });

  it('answers an unknown account with a typed error', async () => {
    const accounts = createAccounts({ source });
    const client = await clientOf(() => withAccounts(create(), { accounts }));
    const result = await client.callTool({ name: 'who', arguments: { target_account_id: '999999999999' } });
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result.content)).toContain('account_not_found');
    aws.clearRequests();
    await client.close();
  });
});
