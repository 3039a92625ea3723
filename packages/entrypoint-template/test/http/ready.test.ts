import { mkdtemp } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { configureAccounts, openAccountStore, withAccounts } from '../../../cred-extract/src/index.ts';
import { startServer } from '../support/http.ts';

afterEach(() => vi.unstubAllEnvs());

const create = () => withAccounts(new McpServer({ name: 'test', version: '1.0.0' }));

async function probe(url: URL): Promise<readonly [status: number, body: string]> {
  const response = await fetch(new URL('/ready', url));
  return [response.status, await response.text()];
}

const READY = [200, '{"status":"Ready"}'];
const NOT_READY = [503, '{"status":"NotReady"}'];

describe('the readiness of a server with accounts', () => {
  it('is that of their database, and comes when the database does', async () => {
    const databaseUrl = `sqlite:${join(await mkdtemp(join(tmpdir(), 'ready-')), 'accounts.db')}`;
    const accounts = configureAccounts({ databaseUrl });
    const url = await startServer(create);
    expect(await probe(url)).toEqual(NOT_READY);
    const store = openAccountStore({ databaseUrl });
    await store.migrate();
    await store.close();
    await expect.poll(() => probe(url), { timeout: 10_000 }).toEqual(READY);
    await accounts.close();
  });

  it('is none while nobody listens at the address of the database, and its health is well', async () => {
    const accounts = configureAccounts({ databaseUrl: 'postgres://app:canary@127.0.0.1:1/accounts?sslmode=disable' });
    const url = await startServer(create);
    expect(await probe(url)).toEqual(NOT_READY);
    expect((await fetch(new URL('/health', url))).status).toBe(200);
    await accounts.close();
  });

  it('is none after two seconds when the database does not answer', async () => {
    const sockets: import('node:net').Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as { port: number };
    configureAccounts({ databaseUrl: `postgres://app:canary@127.0.0.1:${port}/accounts?sslmode=disable` });
    const url = await startServer(create);
    const began = performance.now();
    expect(await probe(url)).toEqual(NOT_READY);
    expect(performance.now() - began).toBeLessThan(3_500);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('is what the server itself says, where it says something', async () => {
    configureAccounts({ databaseUrl: 'sqlite:/nowhere/accounts.db' });
    expect(await probe(await startServer(create, {}, { ready: async () => {} }))).toEqual(READY);
    const ready = async () => Promise.reject(new Error('canary: the index is not loaded'));
    expect(await probe(await startServer(create, {}, { ready }))).toEqual(NOT_READY);
  });
});

describe('the probes', () => {
  it('are answered under any name and method, and on connections that end', async () => {
    const url = await startServer('v1 McpServer', {}, { ready: async () => {} });
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(url.port), url.hostname, () => socket.write('HEAD /ready HTTP/1.0\r\n\r\n'));
      socket.once('data', (data) => resolve(String(data)));
    });
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect((await fetch(new URL('/ping', url), { method: 'POST', body: 'x' })).status).toBe(200);
  });
});
