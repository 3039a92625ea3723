import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { verify } from '../../src/verify/verify.ts';

const PROGRAM = fileURLToPath(new URL('support/program.ts', import.meta.url));

let child: ChildProcess | undefined;

afterEach(async () => {
  if (!child) return;
  child.kill('SIGKILL');
  await once(child, 'close');
  child = undefined;
});

/** A server as `serve` of the entry point runs it; its URL. */
async function startHttp(kind: string): Promise<URL> {
  const settings = { MCP_TRANSPORT: 'streamable-http', MCP_PORT: '0', DATABASE_URL: 'sqlite::memory:' };
  child = spawn(process.execPath, [PROGRAM, kind], { env: { ...process.env, ...settings } });
  let printed = '';
  child.stderr?.on('data', (chunk) => {
    printed += chunk;
  });
  await expect.poll(() => printed, { timeout: 20_000 }).toMatch(/listening on \S+/);
  return new URL(/listening on ([^\s"]+)/.exec(printed)?.[1] ?? 'http://unknown');
}

describe('verify --url', () => {
  it('speaks every version of SDK v1 to a server of SDK v1', async () => {
    const { summary, protocols } = await verify({ kind: 'url', url: await startHttp('served') });
    expect(summary).toMatchObject({ ok: true, protocols: 4, failures: [] });
    expect(protocols.at(-1)).toMatchObject({ version: '2026-07-28', spoken: false });
  });

  it('speaks every version of both SDKs to a server of SDK v2', async () => {
    const { summary, calls } = await verify({ kind: 'url', url: await startHttp('modern') });
    expect(summary).toMatchObject({ ok: true, protocols: 5, failures: [] });
    expect(calls.map(({ protocol, outcome }) => `${protocol} ${outcome}`)).toContain('2026-07-28 passed');
  });

  it('says what an address answers that is no MCP server, or wants authorization, without secrets', async () => {
    const server = createServer((_request, response) => response.writeHead(401).end('token=letmein'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`);
    try {
      await expect(verify({ kind: 'url', url })).rejects.toThrow(
        /does not answer as an MCP server: HTTP 401: .*\[redacted]/,
      );
    } finally {
      server.close();
    }
  });
});
