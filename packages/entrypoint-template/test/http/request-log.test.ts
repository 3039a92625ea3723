import { afterEach, describe, expect, it } from 'vitest';
import { type Child, startProgram } from '../support/child.ts';
import { echoCall, MCP_HEADERS, post, sendRaw } from '../support/http.ts';

let child: Child;

afterEach(async () => {
  child.process.kill('SIGKILL');
  await child.exit;
});

interface Line {
  readonly level: string;
  readonly message: string;
  readonly request_id?: string;
  readonly [field: string]: unknown;
}

async function start(env: Record<string, string> = {}): Promise<URL> {
  child = startProgram('v1 McpServer', { MCP_TRANSPORT: 'http', MCP_PORT: '0', ...env });
  return new URL(await child.url());
}

/** What a server logged from its start to its end. */
async function lines(): Promise<readonly Line[]> {
  child.process.kill('SIGTERM');
  await child.exit;
  const written = child
    .stderr()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  return written.map((line) => JSON.parse(line));
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

describe('the log of a server over HTTP', () => {
  it('has a line for its start, for every request and for its end', async () => {
    const url = await start();
    await (await post(url, echoCall(1, 'canary-argument'))).text();
    const [first, ...others] = await lines();
    expect(first).toMatchObject({ level: 'info', message: `listening on ${url.href}`, source: 'entrypoint' });
    expect(others).toMatchObject([
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
      { level: 'info', message: 'stopping' },
      { level: 'info', message: 'stopped' },
    ]);
  });

  it('has no argument, header or query', async () => {
    const url = await start({ LOG_LEVEL: 'debug' });
    const headers = {
      ...MCP_HEADERS,
      authorization: 'Bearer canary-token',
      cookie: 'canary-cookie',
      'x-any': 'canary-any',
    };
    await (await post(`${url}?key=canary-query`, echoCall(1, 'canary-argument'), headers)).text();
    await (await post(url, '{"canary-body', headers)).text();
    await sendRaw(url, 'GET canary-path\r\n\r\n');
    await lines();
    expect(child.stderr()).not.toContain('canary');
  });

  it('says why a request was refused, as its client was told', async () => {
    const url = await start();
    await post(url, '{');
    await fetch(new URL('/nowhere', url));
    await post(url, echoCall(1, 'hi'), { ...MCP_HEADERS, origin: 'https://evil.example' });
    await sendRaw(url, 'hello\r\n\r\n');
    expect((await lines()).slice(1, -2)).toMatchObject([
      { level: 'warn', status: 400, refused: 'Parse error: the body is not JSON' },
      { level: 'warn', status: 404, refused: 'Not found', path: '/nowhere' },
      { level: 'warn', status: 403, refused: 'This host or origin is not allowed' },
      { level: 'info', message: 'refused what is no HTTP request', code: 'HPE_INVALID_METHOD', status: 400 },
    ]);
  });

  it('says that a client went away', async () => {
    const url = await start();
    const body = JSON.stringify(echoCall(1, 'long', 3_000));
    const left = fetch(url, { method: 'POST', headers: MCP_HEADERS, body, signal: AbortSignal.timeout(300) });
    await left.then((response) => response.text()).catch(() => {});
    await child.seen('client_gone');
    expect((await lines())[1]).toMatchObject({ tool: 'echo', client_gone: true });
  });

  it('has health only when it is debugged', async () => {
    const probe = async (url: URL) => {
      for (const path of ['/ping', '/ready']) await fetch(new URL(path, url));
      await post(url, { jsonrpc: '2.0', id: 1, method: 'ping', params: null });
      return (await lines()).filter(({ message }) => message === 'request');
    };
    expect(await probe(await start())).toEqual([]);
    expect(await probe(await start({ LOG_LEVEL: 'debug' }))).toMatchObject([
      { level: 'debug', path: '/ping' },
      { level: 'debug', path: '/ready' },
      { level: 'debug', path: '/mcp' },
    ]);
  });

  it('can be silent', async () => {
    child = startProgram('v1 McpServer', { MCP_TRANSPORT: 'http', MCP_PORT: '0', LOG_LEVEL: 'silent' });
    await child.seen('printed while serving');
    child.process.kill('SIGTERM');
    expect(await child.exit).toBe(0);
    expect(child.stderr()).toBe('');
  });
});

describe('the ID of a request', () => {
  it('is that of its client, where it is one', async () => {
    const url = await start();
    const idOf = async (id: string) => {
      const response = await post(
        url,
        { jsonrpc: '2.0', id: 1, method: 'tools/list' },
        { ...MCP_HEADERS, 'x-request-id': id },
      );
      return response.headers.get('x-request-id');
    };
    for (const id of ['r-1', 'Root=1-67891233-abcdef012345678912345678', 'a'.repeat(128)])
      expect(await idOf(id)).toBe(id);
    for (const id of ['a'.repeat(129), 'two words', 'a,b', '"quoted"', '<b>', '']) expect(await idOf(id)).toMatch(UUID);
    const ids = (await lines()).map(({ request_id }) => request_id);
    expect(ids).toContain('r-1');
    expect(ids).not.toContain('two words');
  });

  it('is in every answer, also in a refusal', async () => {
    const url = await start();
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
