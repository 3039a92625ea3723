import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { McpServer as V1McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { McpServer as V2McpServer } from '@modelcontextprotocol/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAccounts, perAccount, withAccounts } from '../../../cred-extract/src/index.ts';
import { type LocalAws, startLocalAws } from '../../../cred-extract/src/testing/index.ts';
import { sourceOf } from '../../../cred-extract/test/support/source-of.ts';
import { messageOf, post, startServer } from '../support/http.ts';

const OWN = '100000000000';
const TARGETS = Array.from({ length: 50 }, (_, index) => String(200_000_000_000 + index));
const CALLS = 500;

let aws: LocalAws;

beforeAll(async () => {
  const roles = [{ name: 'reader' }];
  aws = await startLocalAws({ accounts: [{ accountId: OWN }, ...TARGETS.map((accountId) => ({ accountId, roles }))] });
  for (const [name, value] of Object.entries(aws.env(OWN))) vi.stubEnv(name, value);
});

afterAll(async () => {
  await aws.close();
  vi.unstubAllEnvs();
});

const source = sourceOf(
  TARGETS.map((account_id) => ({
    account_id,
    auth_type: 'iam_role',
    role_arn: `arn:aws:iam::${account_id}:role/reader`,
  })),
);

const sts = perAccount((config) => new STSClient(config({ region: 'us-east-1' })));

/** AWS itself says whose credentials signed the request. */
async function who() {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  return { content: [{ type: 'text' as const, text: Account ?? 'nobody' }] };
}

const INFO = { name: 'test', version: '1.0.0' };
const SERVERS: Readonly<Record<string, () => V1McpServer | V2McpServer>> = {
  'v1 McpServer': () => {
    const server = new V1McpServer(INFO);
    server.registerTool('who', {}, who);
    return server;
  },
  'v2 McpServer': () => {
    const server = new V2McpServer(INFO);
    server.registerTool('who', {}, who);
    return server;
  },
};

describe.each(Object.entries(SERVERS))('a %s with fifty accounts, over HTTP', (_kind, create) => {
  it('answers each of 500 calls at once with the account it asked for', async () => {
    const accounts = createAccounts({ source });
    const url = await startServer(() => withAccounts(create(), { accounts }));
    const calls = Array.from({ length: CALLS }, async (_, id) => {
      const target = TARGETS[id % TARGETS.length];
      const params = { name: 'who', arguments: { target_account_id: target } };
      const response = await post(url, { jsonrpc: '2.0', id, method: 'tools/call', params });
      const { result } = await messageOf(response);
      return [target, response.status, (result as { content: { text: string }[] }).content[0]?.text];
    });
    for (const [target, status, text] of await Promise.all(calls)) expect([status, text]).toEqual([200, target]);
    await accounts.close();
  });
});
