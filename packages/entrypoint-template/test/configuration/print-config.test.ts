import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../cred-extract/src/testing/index.ts';
import { describeConfiguration } from '../../src/configuration/print-configuration.ts';
import type { Environment } from '../../src/index.ts';
import { startProgram } from '../support/child.ts';

const SERVER = '100000000000';
const SECRET = {
  DATABASE_URL: 'postgresql://user:hunter2@db.internal:5432/accounts?password=hunter3',
  ENCRYPTION_KEY: 'hunter4',
  CROSS_ACCOUNT_EXTERNAL_ID: 'hunter5',
  STRIPE: 'hunter6',
  MCP_API_KEY: 'hunter8',
  MCP_AUTH_TOKEN: 'hunter9',
  AWS_SECRET_ACCESS_KEY: 'hunter7',
  ACCOUNT_SOURCES: 'database',
  FASTMCP_PORT: '9001',
};
let aws: LocalAws;

beforeAll(async () => {
  const secrets = { runtime: JSON.stringify(SECRET) };
  aws = await startLocalAws({ accounts: [{ accountId: SERVER, data: { secrets } }] });
});

afterAll(() => aws.close());

async function print(env: Record<string, string>): Promise<{ code: number | string; stdout: string; stderr: string }> {
  const child = startProgram('v1 McpServer', { ...aws.env(SERVER), ...env }, '--print-config');
  const code = await child.exit;
  return { code, stdout: child.stdout(), stderr: child.stderr() };
}

/** A line's cells: name, value, origin. */
function cellsOf(stdout: string): Map<string | undefined, readonly string[]> {
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {2,}/));
  return new Map(rows.map(([name, ...rest]) => [name, rest]));
}

describe('--print-config', () => {
  it('prints what holds and where it came from, without a secret, and ends without serving', async () => {
    const { code, stdout } = await print({ MCP_TRANSPORT: 'http', RUNTIME_CONFIG_SECRET_ID: 'runtime' });
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/hunter|listening/);
    const cells = cellsOf(stdout);
    expect(cells.get('MCP_TRANSPORT')).toEqual(['http', 'environment']);
    expect(cells.get('MCP_HOST')).toEqual(['127.0.0.1', 'default']);
    expect(cells.get('FASTMCP_PORT')).toEqual(['9001', 'RUNTIME_CONFIG_SECRET_ID']);
    expect(cells.has('MCP_PORT')).toBe(false);
    expect(cells.get('MCP_MAX_BODY_BYTES')).toEqual(['4194304', 'default']);
    expect(cells.get('MCP_AUTH')).toEqual(['none', 'default']);
    expect(cells.get('DATABASE_URL')).toEqual(['postgresql://db.internal:5432/accounts', 'RUNTIME_CONFIG_SECRET_ID']);
    for (const name of ['ENCRYPTION_KEY', 'CROSS_ACCOUNT_EXTERNAL_ID', 'STRIPE', 'MCP_API_KEY']) {
      expect(cells.get(name)).toEqual(['(hidden)', 'RUNTIME_CONFIG_SECRET_ID']);
    }
    expect(cells.get('AWS_SECRET_ACCESS_KEY')).toEqual(['(not used)', 'set it in the environment']);
  });

  it('says less over stdio, where nobody listens', () => {
    const cells = cellsOf(describeConfiguration({ env: { MCP_TRANSPORT: '' }, origins: new Map(), ignored: [] }));
    expect(cells.get('MCP_TRANSPORT')).toEqual(['stdio', 'default']);
    expect(cells.has('MCP_PORT')).toBe(false);
  });

  it.each([
    [{ MCP_TRANSPORT: 'http', MCP_PORT: 'many' }, 'MCP_PORT must be a port'],
    [{ MCP_TRANSPORT: 'http', MCP_MAX_BODY_BYTES: 'many' }, 'MCP_MAX_BODY_BYTES must be a whole number'],
    [{ MCP_AUTH: 'maybe' }, 'MCP_AUTH must be none, agentcore or jwks'],
  ])('fails on %j as serving would', (env, message) => {
    const describe = () => describeConfiguration({ env: env as Environment, origins: new Map(), ignored: [] });
    expect(describe).toThrow(message);
  });

  it('fails in one line on a secret that is not there', async () => {
    const { code, stderr } = await print({ RUNTIME_CONFIG_SECRET_ID: 'other' });
    expect(code).toBe(1);
    expect(stderr).toContain('RUNTIME_CONFIG_SECRET_ID: there is no such secret');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('knows every setting of the library that its documentation names', () => {
    const documented = ['accounts', 'secrets', 'access'].flatMap((page) => {
      const text = readFileSync(new URL(`../../../../docs/${page}.md`, import.meta.url), 'utf8');
      return [...text.matchAll(/^\| `([A-Z][A-Z_]+)`/gm)].map(([, name]) => name as string);
    });
    expect(documented.length).toBeGreaterThan(15);
    const known = readFileSync(new URL('../../src/configuration/known-settings.ts', import.meta.url), 'utf8');
    expect(documented.filter((name) => !name.startsWith('AWS_') && !known.includes(`'${name}'`))).toEqual([]);
  });
});
