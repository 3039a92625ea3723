import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../cred-extract/src/testing/index.ts';
import { loadConfiguration } from '../../src/configuration/load-configuration.ts';

const SERVER = '100000000000';
const SECRET = {
  DATABASE_URL: 'from the secret',
  LOG_LEVEL: 'from the secret',
  MCP_PORT: '9000',
  AWS_ACCESS_KEY_ID: 'AKIAFROMSECRET',
  AWS_REGION: 'eu-west-1',
};
let aws: LocalAws;
let folder: string;
let program: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'configuration-'));
  program = join(folder, 'dist', 'entry.js');
  mkdirSync(join(folder, 'dist'));
  writeFileSync(program, '');
  writeFileSync(join(folder, 'package.json'), '{ "name": "server" }');
  writeFileSync(join(folder, '.env'), 'DATABASE_URL=from .env\nTABLE="from .env"\nMCP_PORT=\nAWS_PROFILE=mine\n');
  aws = await startLocalAws({
    accounts: [{ accountId: SERVER, data: { secrets: { runtime: JSON.stringify(SECRET) } } }],
  });
});

afterAll(async () => {
  await aws.close();
  rmSync(folder, { recursive: true });
});

afterEach(() => vi.unstubAllEnvs());

function load(env: Record<string, string>, file: string | undefined = program) {
  for (const [name, value] of Object.entries(aws.env(SERVER))) vi.stubEnv(name, value);
  return loadConfiguration({ ...aws.env(SERVER), ...env }, { program: file });
}

describe('a setting', () => {
  it('comes from the environment, else from the secret, else from .env', async () => {
    const { env, origins } = await load({ RUNTIME_CONFIG_SECRET_ID: 'runtime', LOG_LEVEL: 'debug', MCP_PORT: ' ' });
    expect(env).toMatchObject({
      LOG_LEVEL: 'debug',
      DATABASE_URL: 'from the secret',
      TABLE: 'from .env',
      MCP_PORT: '9000',
    });
    expect(Object.fromEntries(origins)).toEqual({
      DATABASE_URL: 'RUNTIME_CONFIG_SECRET_ID',
      MCP_PORT: 'RUNTIME_CONFIG_SECRET_ID',
      TABLE: '.env',
    });
  });

  it('that is AWS’s comes from the environment alone, and the others are named', async () => {
    const { env, ignored } = await load({ RUNTIME_CONFIG_SECRET_ID: 'runtime' });
    expect(env.AWS_ACCESS_KEY_ID).toBe(aws.env(SERVER).AWS_ACCESS_KEY_ID);
    expect([env.AWS_PROFILE, env.AWS_REGION]).toEqual([undefined, 'us-east-1']);
    expect(ignored).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_REGION']);
  });

  it('is looked for at AWS only when the environment says where', async () => {
    aws.clearRequests();
    expect((await load({})).env.DATABASE_URL).toBe('from .env');
    expect(aws.requests).toEqual([]);
  });

  it('may say in .env which secret to read', async () => {
    const other = mkdtempSync(join(tmpdir(), 'configuration-'));
    writeFileSync(join(other, 'package.json'), '{}');
    writeFileSync(join(other, '.env'), 'RUNTIME_CONFIG_SECRET_ID=runtime');
    expect((await load({}, join(other, 'entry.js'))).env.DATABASE_URL).toBe('from the secret');
    rmSync(other, { recursive: true });
  });

  it('does not come from .env in production, nor from the .env of a package that has the program installed', async () => {
    expect((await load({ NODE_ENV: 'production' })).env.TABLE).toBeUndefined();
    const user = mkdtempSync(join(tmpdir(), 'configuration-'));
    writeFileSync(join(user, 'package.json'), '{}');
    writeFileSync(join(user, '.env'), 'TABLE=of the user');
    symlinkSync(program, join(user, 'command'));
    expect((await load({}, join(user, 'command'))).env.TABLE).toBe('from .env');
    rmSync(user, { recursive: true });
  });

  it('comes from the .env of the program’s own package, whatever lies between and above', async () => {
    writeFileSync(join(folder, 'dist', 'package.json'), '{ "type": "commonjs" }');
    expect((await load({})).env.TABLE).toBe('from .env');
    mkdirSync(join(folder, 'other', 'dist'), { recursive: true });
    writeFileSync(join(folder, 'other', 'package.json'), '{ "name": "other" }');
    expect((await load({}, join(folder, 'other', 'dist', 'entry.js'))).env.TABLE).toBeUndefined();
  });

  it('changes nothing in the environment that it was read from', async () => {
    const given = Object.freeze({ ...aws.env(SERVER), RUNTIME_CONFIG_SECRET_ID: 'runtime' });
    for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
    const before = { ...process.env };
    expect((await loadConfiguration(given, { program })).env.MCP_PORT).toBe('9000');
    expect(process.env).toEqual(before);
  });

  it('that cannot be read is an error', async () => {
    await expect(load({ RUNTIME_CONFIG_SECRET_ID: 'other' })).rejects.toThrow('there is no such secret');
    mkdirSync(join(folder, 'inner', '.env'), { recursive: true });
    writeFileSync(join(folder, 'inner', 'package.json'), '{}');
    await expect(load({}, join(folder, 'inner', 'entry.js'))).rejects.toThrow('.env cannot be read (EISDIR)');
  });
});
