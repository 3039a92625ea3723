import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../cred-extract/src/testing/index.ts';
import { fileArgs, post } from '../program/post.ts';
import { type Child, startNode } from '../support/child.ts';

const SERVER = '100000000000';
const SECRET = { MCP_TRANSPORT: 'http', MCP_PORT: 0, TABLE: 'orders', AWS_SECRET_ACCESS_KEY: 'hunter7' };
const children: Child[] = [];
let aws: LocalAws;

beforeAll(async () => {
  const data = { parameters: { runtime: JSON.stringify(SECRET) }, secrets: { runtime: JSON.stringify(SECRET) } };
  aws = await startLocalAws({ accounts: [{ accountId: SERVER, data }] });
});

afterAll(() => aws.close());

afterEach(() => {
  for (const child of children.splice(0)) child.process.kill('SIGKILL');
});

function start(env: Record<string, string>): Child {
  const child = startNode(fileArgs('entry', 'environment.ts'), { ...aws.env(SERVER), ...env });
  children.push(child);
  return child;
}

it.each(['RUNTIME_CONFIG_SECRET_ID', 'RUNTIME_CONFIG_SSM_PARAMETER_NAME'])(
  'serves, and starts the program, with the settings that %s names, and never with AWS credentials of theirs',
  async (variable) => {
    const child = start({ [variable]: 'runtime' });
    const url = await child.url();
    expect((await post(url, { jsonrpc: '2.0', id: 1, method: 'tools/list' })).status).toBe(200);
    const seen = JSON.parse(/started with (.*)/.exec(child.stderr())?.[1] ?? '');
    const { AWS_SECRET_ACCESS_KEY } = aws.env(SERVER);
    expect(seen).toEqual({ AWS_SECRET_ACCESS_KEY, MCP_TRANSPORT: 'stdio', TABLE: 'orders' });
    expect(child.stderr()).toContain('AWS_SECRET_ACCESS_KEY counts in the environment only');
    expect(child.stderr()).not.toContain('hunter7');
  },
);

it('does not start with both', async () => {
  const child = start({ RUNTIME_CONFIG_SECRET_ID: 'runtime', RUNTIME_CONFIG_SSM_PARAMETER_NAME: 'runtime' });
  expect(await child.exit).toBe(1);
  expect(child.stderr()).toContain('are both set. Set one.');
  expect(child.stderr()).not.toContain('started with');
});

it('says what a role lacks, and nothing of the role', async () => {
  aws.fail({ service: 'secretsmanager', code: 'AccessDeniedException', times: 1 });
  const child = start({ RUNTIME_CONFIG_SECRET_ID: 'runtime' });
  expect(await child.exit).toBe(1);
  expect(child.stderr()).toContain("access is denied. Allow the server's role");
  expect(child.stderr()).not.toMatch(/^\s+at |arn:/m);
});
