import { connect, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import type { CreateServer, RunningServer } from '../../src/index.ts';
import { serve } from '../../src/index.ts';
import { startProgram } from '../support/child.ts';
import { CLIENTS } from '../support/clients.ts';
import { SERVERS } from '../support/servers.ts';

const HTTP = { MCP_TRANSPORT: 'http', MCP_PORT: '0', LOG_LEVEL: 'silent' };
const KINDS = Object.keys(SERVERS);
const running: RunningServer[] = [];
let log: MockInstance;

async function serveHttp(createServer: CreateServer, env: Record<string, string> = {}): Promise<string> {
  const server = await serve(createServer, { env: { ...HTTP, ...env } });
  running.push(server);
  return server.url ?? '';
}

function serverOf(kind: string): CreateServer {
  const create = SERVERS[kind];
  if (!create) throw new Error(`no such server: ${kind}`);
  return create;
}

function post(url: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  const accept = 'application/json, text/event-stream';
  return fetch(url, { method: 'POST', body, headers: { accept, 'content-type': 'application/json', ...headers } });
}

beforeEach(() => {
  log = vi.spyOn(console, 'log').mockImplementation(() => {});
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
  vi.restoreAllMocks();
});

describe.each(KINDS)('over HTTP, a %s', (kind) => {
  it.each(Object.keys(CLIENTS))('lists its tools to and answers 100 calls at once of a %s', async (name) => {
    const client = await CLIENTS[name]?.http(await serveHttp(serverOf(kind)));
    expect((await client?.listTools())?.tools.map((tool) => tool.name)).toEqual(['echo']);
    const texts = Array.from({ length: 100 }, (_, index) => `text ${index}`);
    expect(await Promise.all(texts.map((text, index) => client?.echo(text, index % 7)))).toEqual(texts);
    await client?.close();
  });

  it('speaks protocol version 2026-07-28 where its SDK can', async () => {
    const client = await CLIENTS['v2 client']?.http(await serveHttp(serverOf(kind)));
    expect(client?.protocolVersion()).toBe(kind.startsWith('v2') ? '2026-07-28' : '2025-11-25');
    await client?.close();
  });

  it('answers a call that came without a handshake, whatever session it claims', async () => {
    const url = await serveHttp(serverOf(kind));
    const call = {
      jsonrpc: '2.0',
      id: 7,
      method: 'tools/call',
      params: { name: 'echo', arguments: { text: 'hello' } },
    };
    const response = await post(url, JSON.stringify(call), { 'mcp-session-id': 'made up' });
    expect(response.status).toBe(200);
    expect(response.headers.get('mcp-session-id')).toBeNull();
    expect(await response.text()).toContain('"text":"hello"');
  });

  it('lets a call under way finish when it is closed, and then takes no connection', async () => {
    const url = await serveHttp(serverOf(kind));
    const client = await CLIENTS['v1 client']?.http(url);
    const call = client?.echo('under way', 300);
    await vi.waitFor(() => expect(log).toHaveBeenCalledWith('echo under way'));
    const began = performance.now();
    await running[0]?.close();
    expect(performance.now() - began).toBeLessThan(5000);
    expect(await call).toBe('under way');
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('the HTTP server', () => {
  it.each(['/ping', '/health', '/healthz', '/health?deep=1'])('is healthy at %s', async (path) => {
    const response = await fetch(new URL(path, await serveHttp(serverOf('v1 McpServer'))));
    const since = expect.closeTo(Date.now() / 1000, -1);
    expect([response.status, await response.json()]).toEqual([200, { status: 'Healthy', time_of_last_update: since }]);
  });

  it.each(['GET', 'DELETE', 'PUT', 'OPTIONS'])('answers %s with 405 and what is allowed', async (method) => {
    const response = await fetch(await serveHttp(serverOf('v2 McpServer')), { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('takes the path with a slash at the end', async () => {
    const url = await serveHttp(serverOf('v2 McpServer'));
    expect((await post(`${url}/`, '{"jsonrpc":"2.0","id":1,"method":"tools/list"}')).status).toBe(200);
  });

  it.each(['/', '/mcp/x', '/mcpx', '//', '/%'])('knows no %s', async (path) => {
    const { host } = new URL(await serveHttp(serverOf('v2 McpServer')));
    expect(await rawStatus(host, `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n`)).toBe(404);
  });

  it.each(['', '{', 'hello', '{"jsonrpc":"2.0"', '\u0000'])('answers the body %j with a parse error', async (body) => {
    const response = await post(await serveHttp(serverOf('v1 McpServer')), body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', error: { code: -32700 }, id: null });
  });

  it.each(['v1 McpServer', 'v2 McpServer'])('answers JSON that is no message to a %s with 400', async (kind) => {
    const url = await serveHttp(serverOf(kind));
    for (const body of ['null', '1', '"x"', '{}']) expect((await post(url, body)).status).toBe(400);
  });

  it.each(['v1 McpServer', 'v2 McpServer'])('answers a form sent to a %s with 415', async (kind) => {
    const url = await serveHttp(serverOf(kind));
    const response = await post(url, '{"jsonrpc":"2.0","id":1,"method":"ping"}', { 'content-type': 'text/plain' });
    expect(response.status).toBe(415);
  });

  it('answers a body of more than 4 MiB with 413, and goes on', async () => {
    const url = await serveHttp(serverOf('v2 McpServer'));
    const response = await post(url, JSON.stringify({ text: 'x'.repeat(5 * 1024 * 1024) }));
    expect(response.status).toBe(413);
    expect((await post(url, '{"jsonrpc":"2.0","id":1,"method":"tools/list"}')).status).toBe(200);
  });

  it('takes a body of almost 4 MiB', async () => {
    const url = await serveHttp(serverOf('v1 McpServer'));
    const text = 'x'.repeat(4 * 1024 * 1024 - 1000);
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', arguments: { text } } };
    expect((await (await post(url, JSON.stringify(call))).text()).length).toBeGreaterThan(text.length);
  });

  it('survives a client that goes away in the middle of its body', async () => {
    const url = await serveHttp(serverOf('v1 McpServer'));
    const { host } = new URL(url);
    await rawStatus(host, 'POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{"json', true);
    expect((await fetch(new URL('/ping', url))).status).toBe(200);
  });

  it('tells a client nothing of a failure to make a server', async () => {
    let made = 0;
    const url = await serveHttp(() => {
      made += 1;
      if (made > 2) throw new Error('no such table: tenants');
      return serverOf('v1 McpServer')();
    });
    const response = await post(url, '{"jsonrpc":"2.0","id":1,"method":"tools/list"}');
    expect([response.status, await response.json()]).toEqual([
      500,
      { jsonrpc: '2.0', error: { code: -32603, message: 'Internal server error' }, id: null },
    ]);
  });

  it('closes more than once without complaint', async () => {
    await serveHttp(serverOf('v2 McpServer'));
    await Promise.all([running[0]?.close(), running[0]?.close()]);
  });
});

describe('a server on a loopback address', () => {
  const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1'])(
    'refuses a browser that was rebound from %s',
    async (name) => {
      const { host } = new URL(await serveHttp(serverOf('v1 McpServer')));
      const head = `POST /mcp HTTP/1.1\r\nhost: ${name}\r\ncontent-type: application/json\r\n`;
      expect(await rawStatus(host, `${head}content-length: ${ping.length}\r\n\r\n${ping}`)).toBe(403);
    },
  );

  it('refuses a page of another origin, and answers one of its own', async () => {
    const url = await serveHttp(serverOf('v1 McpServer'));
    expect((await post(url, ping, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(url, ping, { origin: 'null' })).status).toBe(403);
    expect((await post(url, ping, { origin: 'http://localhost:6274' })).status).toBe(200);
  });

  it('does not ask that of a server on every address, which stands behind a gateway', async () => {
    const url = await serveHttp(serverOf('v1 McpServer'), { MCP_HOST: '0.0.0.0' });
    const { port } = new URL(url);
    const head = 'POST /mcp HTTP/1.1\r\nhost: gateway.example\r\ncontent-type: application/json\r\n';
    const accept = 'accept: application/json, text/event-stream\r\n';
    const request = `${head}${accept}content-length: ${ping.length}\r\n\r\n${ping}`;
    expect(await rawStatus(`127.0.0.1:${port}`, request)).toBe(200);
  });
});

describe('serving over HTTP is refused', () => {
  it('on a port in use', async () => {
    const { port } = new URL(await serveHttp(serverOf('v1 McpServer')));
    const message = `Cannot listen on 127.0.0.1, port ${port}: the port is in use.`;
    await expect(serveHttp(serverOf('v1 McpServer'), { MCP_PORT: port })).rejects.toThrow(message);
  });

  it('on a port in use, in one line and without a stack trace where nobody catches it', async () => {
    const { port } = new URL(await serveHttp(serverOf('v1 McpServer')));
    const child = startProgram('v1 McpServer', { MCP_TRANSPORT: 'http', MCP_PORT: port });
    expect(await child.exit).toBe(1);
    expect(child.stderr()).toMatch(
      /ServeConfigurationError: Cannot listen on 127\.0\.0\.1, port \d+: the port is in use\./,
    );
    expect(child.stderr()).not.toMatch(/^\s+at /m);
  });

  it('on an address of another machine', async () => {
    const message = 'Cannot listen on 192.0.2.1, port 0: the host is no address of this machine.';
    await expect(serveHttp(serverOf('v1 McpServer'), { MCP_HOST: '192.0.2.1' })).rejects.toThrow(message);
  });

  it.each(KINDS)('for one %s for all requests', async (kind) => {
    const server = await serverOf(kind)();
    await expect(serveHttp(() => server)).rejects.toThrow('createServer must make a new server each time');
  });

  it('for something that is no MCP server', async () => {
    const close = async () => {};
    const notServers = [() => ({}), () => ({ close }), () => ({ connect: async () => {}, close })];
    for (const create of notServers)
      await expect(serveHttp(create as CreateServer)).rejects.toThrow('createServer must');
  });
});

describe('a server program over HTTP', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('answers the call under way after %s and exits with 0', async (signal) => {
    const port = String(await freePort());
    const child = startProgram('v1 McpServer', { FASTMCP_TRANSPORT: 'http', FASTMCP_PORT: port }, 'linger');
    await child.seen('listening on');
    const client = await CLIENTS['v1 client']?.http(`http://127.0.0.1:${port}/mcp`);
    const call = client?.echo('under way', 400);
    await child.seen('echo under way');
    child.process.kill(signal);
    expect(await call).toBe('under way');
    expect(await child.exit).toBe(0);
  });

  it('ends at once on a second signal', async () => {
    const child = startProgram('v1 McpServer', { ...HTTP, LOG_LEVEL: 'info' }, 'linger');
    const url = await child.url();
    const client = await CLIENTS['v1 client']?.http(url);
    const call = client?.echo('long', 8000).catch(() => 'lost');
    await child.seen('echo long');
    child.process.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.process.kill('SIGINT');
    expect(await child.exit).toBe(130);
    await client?.close();
    expect(await call).toBe('lost');
  });

  it('says what is wrong with a port, in one line, and exits with 1', async () => {
    const child = startProgram('v1 McpServer', { MCP_TRANSPORT: 'http', MCP_PORT: '80000' });
    expect(await child.exit).toBe(1);
    expect(child.stderr()).toContain('MCP_PORT must be a port from 0 to 65535, not "80000".');
    expect(child.stderr()).not.toMatch(/^\s+at /m);
  });
});

/** The status of the answer to bytes that `fetch` would not send; 0 after hanging up. */
function rawStatus(host: string, request: string, hangUp = false): Promise<number> {
  const [hostname, port] = host.split(':');
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      socket.destroy();
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(String(chunk))?.[1]));
    });
    if (hangUp) setTimeout(() => socket.destroy(), 100).unref();
    socket.on('close', () => resolve(0));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
