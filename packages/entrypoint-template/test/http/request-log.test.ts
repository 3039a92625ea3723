import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCallSlots } from '../../src/http/call-slots.ts';
import { readHttpLimits } from '../../src/http/http-limits.ts';
import { serveHttp } from '../../src/http/serve-http.ts';
import type { RunningServer } from '../../src/index.ts';
import { loadSdkOf } from '../../src/sdk/load-sdk.ts';
import { startProgram } from '../support/child.ts';
import { echoCall, MCP_HEADERS, post, sendRaw } from '../support/http.ts';
import { type LogLine, memoryLog } from '../support/memory-log.ts';
import { SERVERS } from '../support/servers.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

let running: RunningServer | undefined;

afterEach(() => running?.close());

/** A server whose log goes to `lines`. */
async function start(
  lines: LogLine[],
  env: Record<string, string> = {},
  { kind = 'v1 McpServer', fails = false } = {},
): Promise<URL> {
  const create = SERVERS[kind] as NonNullable<(typeof SERVERS)[string]>;
  const broken = () => {
    throw new Error('no such table: tenants, password=canary');
  };
  const service = {
    handler: await (await loadSdkOf(create())).createHttpHandler(fails ? broken : create),
    limits: readHttpLimits({}),
    names: { origins: [] },
    onLoopback: true,
    calls: createCallSlots(10),
    identify: async () => ({ kind: 'anonymous' }) as const,
    protectedResourceAt: () => undefined,
    isReady: async () => true,
  };
  running = await serveHttp(service, { host: '127.0.0.1', port: 0 }, memoryLog(lines, env));
  return new URL(running.url ?? '');
}

/** Lines of requests, once there are `count`. */
async function requests(lines: readonly LogLine[], count: number): Promise<readonly LogLine[]> {
  const found = () => lines.filter(({ message }) => message === 'request');
  await vi.waitFor(() => expect(found()).toHaveLength(count), { timeout: 10_000 });
  return found();
}

describe('the log of a server program over HTTP', () => {
  it('has a JSON line for its start, for every request and for its end, and nothing of what was said', async () => {
    const child = startProgram('v1 McpServer', { MCP_TRANSPORT: 'http', MCP_PORT: '0', LOG_LEVEL: 'debug' });
    const url = new URL(await child.url());
    const headers = {
      ...MCP_HEADERS,
      authorization: 'Bearer canary-token',
      cookie: 'canary-cookie',
      'x-any': 'canary',
    };
    await (await post(`${url}?key=canary-query`, echoCall(1, 'canary-argument'), headers)).text();
    await (await post(url, '{"canary-body', headers)).text();
    await sendRaw(url, 'GET canary-path\r\n\r\n');
    child.process.kill('SIGTERM');
    expect(await child.exit).toBe(0);

    expect(child.stderr()).not.toContain('canary');
    const lines = child
      .stderr()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'info', message: `listening on ${url.href}`, source: 'entrypoint' },
      {
        level: 'info',
        message: 'request',
        request_id: expect.stringMatching(UUID),
        http_method: 'POST',
        path: '/mcp',
        method: 'tools/call',
        tool: 'echo',
        status: 200,
        duration_ms: expect.any(Number),
      },
      { level: 'warn', message: 'request', status: 400 },
      { level: 'info', message: 'refused what is no HTTP request', status: 400 },
      { level: 'info', message: 'stopping' },
      { level: 'info', message: 'stopped' },
    ]);
  });

  it('can be silent', async () => {
    const child = startProgram('v1 McpServer', { MCP_TRANSPORT: 'http', MCP_PORT: '0', LOG_LEVEL: 'silent' });
    await child.seen('printed while serving');
    child.process.kill('SIGTERM');
    expect(await child.exit).toBe(0);
    expect(child.stderr()).toBe('');
  });
});

describe('the line of a request', () => {
  it('says why it was refused, as its client was told', async () => {
    const lines: LogLine[] = [];
    const url = await start(lines);
    await post(url, '{');
    await fetch(new URL('/nowhere', url));
    await post(url, echoCall(1, 'hi'), { ...MCP_HEADERS, origin: 'https://evil.example' });
    expect(await requests(lines, 3)).toMatchObject([
      { level: 'warn', status: 400, refused: 'Parse error: the body is not JSON' },
      { level: 'warn', status: 404, refused: 'Not found', path: '/nowhere' },
      { level: 'warn', status: 403, refused: 'This host or origin is not allowed' },
    ]);
  });

  it.each(['v1 McpServer', 'v2 McpServer'])('follows one that says why a %s failed, to the log alone', async (kind) => {
    const lines: LogLine[] = [];
    const url = await start(lines, {}, { kind, fails: true });
    const response = await post(url, echoCall(1, 'hi'), { ...MCP_HEADERS, 'x-request-id': 'r-1' });
    expect([response.status, await response.text()]).toEqual([500, expect.not.stringContaining('tenants')]);
    const [line] = await requests(lines, 1);
    expect(line).toMatchObject({ level: 'error', status: 500, request_id: 'r-1' });
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        request_id: 'r-1',
        error: 'no such table: tenants, password=[redacted]',
      }),
    );
  });

  it('says that its client went away', async () => {
    const lines: LogLine[] = [];
    const url = await start(lines);
    const body = JSON.stringify(echoCall(1, 'long', 3_000));
    const left = fetch(url, { method: 'POST', headers: MCP_HEADERS, body, signal: AbortSignal.timeout(200) });
    await left.then((response) => response.text()).catch(() => {});
    expect(await requests(lines, 1)).toMatchObject([{ tool: 'echo', client_gone: true }]);
  });

  it('is there for probes only when the server is debugged', async () => {
    for (const [level, count] of [
      ['info', 0],
      ['debug', 3],
    ] as const) {
      const lines: LogLine[] = [];
      const url = await start(lines, { LOG_LEVEL: level });
      for (const path of ['/ping', '/ready']) await fetch(new URL(path, url));
      await post(url, { jsonrpc: '2.0', id: 1, method: 'ping', params: null });
      for (const line of await requests(lines, count)) expect(line.level).toBe('debug');
      await running?.close();
    }
  });
});

describe('the ID of a request', () => {
  it('is that of its client, where it is one', async () => {
    const lines: LogLine[] = [];
    const url = await start(lines, { LOG_LEVEL: 'debug' });
    const idOf = async (id: string) => {
      const response = await fetch(new URL('/ping', url), { headers: { 'x-request-id': id } });
      return response.headers.get('x-request-id');
    };
    const ids = ['r-1', 'Root=1-67891233-abcdef012345678912345678', 'a'.repeat(128)];
    for (const id of ids) expect(await idOf(id)).toBe(id);
    for (const id of ['a'.repeat(129), 'two words', 'a,b', '"quoted"', '<b>', '']) expect(await idOf(id)).toMatch(UUID);
    const logged = (await requests(lines, 9)).map(({ request_id }) => request_id);
    expect(logged.slice(0, 3)).toEqual(ids);
    for (const id of logged.slice(3)) expect(id).toMatch(UUID);
  });

  it('is in every answer, also in a refusal', async () => {
    const url = await start([]);
    const answers = [
      await fetch(new URL('/ping', url)),
      await fetch(new URL('/nowhere', url)),
      await fetch(url),
      await post(url, '{'),
      await post(url, echoCall(1, 'hi')),
    ];
    const ids = answers.map(({ headers }) => headers.get('x-request-id'));
    for (const id of ids) expect(id).toMatch(UUID);
    expect(new Set(ids).size).toBe(answers.length);
  });
});
