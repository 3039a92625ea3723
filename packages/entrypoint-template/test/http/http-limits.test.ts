import { McpServer as V1McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { McpServer as V2McpServer } from '@modelcontextprotocol/server';
import { describe, expect, it, vi } from 'vitest';
import { readHttpLimits } from '../../src/http/http-limits.ts';
import { ServeConfigurationError } from '../../src/index.ts';
import { echoCall, MCP_HEADERS, messageOf, post, startServer } from '../support/http.ts';

/** The machine may be busy. */
const PATIENTLY = { timeout: 10_000 };

describe('the limits', () => {
  it('have defaults', () => {
    expect(readHttpLimits({ MCP_MAX_BODY_BYTES: ' ' })).toEqual({
      concurrentCalls: 1_000,
      bodyBytes: 4_194_304,
      headersSeconds: 10,
      requestSeconds: 60,
      keepAliveSeconds: 65,
      callSeconds: 900,
    });
  });

  it('are read from the environment', () => {
    const env = {
      MCP_MAX_CONCURRENT_CALLS: '7',
      MCP_MAX_BODY_BYTES: '104857600',
      MCP_HEADERS_TIMEOUT_SECONDS: '1',
      MCP_REQUEST_TIMEOUT_SECONDS: ' 2 ',
      MCP_KEEP_ALIVE_SECONDS: '3',
      MCP_CALL_TIMEOUT_SECONDS: '86400',
    };
    expect(Object.values(readHttpLimits(env))).toEqual([7, 104_857_600, 1, 2, 3, 86_400]);
  });

  it.each(['0', '-1', '1.5', '1e3', '0x10', 'many', '100001', '9'.repeat(30), 'NaN'])('refuse %j', (value) => {
    const read = () => readHttpLimits({ MCP_MAX_CONCURRENT_CALLS: value });
    const message = `MCP_MAX_CONCURRENT_CALLS must be a whole number from 1 to 100000, not "${value}".`;
    expect(read).toThrow(new ServeConfigurationError(message));
  });

  it('refuse more time for the head of a request than for all of it', () => {
    const read = () => readHttpLimits({ MCP_HEADERS_TIMEOUT_SECONDS: '61' });
    expect(read).toThrow('MCP_HEADERS_TIMEOUT_SECONDS must not be more than MCP_REQUEST_TIMEOUT_SECONDS.');
  });

  it('stop a server from starting when they cannot be followed', async () => {
    await expect(startServer('v1 McpServer', { MCP_MAX_BODY_BYTES: '4MB' })).rejects.toThrow(
      'MCP_MAX_BODY_BYTES must be',
    );
  });
});

describe.each(['v1 McpServer', 'v2 McpServer'])('the calls at once of a %s', (kind) => {
  const full = async () => {
    const url = await startServer(kind, { MCP_MAX_CONCURRENT_CALLS: '2' });
    const calls = [post(url, echoCall(1, 'one', 1_000)), post(url, echoCall(2, 'two', 1_000))];
    // biome-ignore lint/suspicious/noConsole: what the tool prints when it begins.
    await vi.waitFor(() => expect(console.log).toHaveBeenCalledTimes(2), PATIENTLY);
    return { url, calls };
  };

  it('are limited: one more is told to come back, and is welcome then', async () => {
    const { url, calls } = await full();
    const refused = await post(url, echoCall(3, 'three'));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ jsonrpc: '2.0', error: { code: -32000 }, id: null });
    for (const call of calls) expect((await messageOf(await call)).result).toBeDefined();
    expect((await messageOf(await post(url, echoCall(3, 'three')))).result).toBeDefined();
  });

  it('do not keep health, pings and notifications waiting', async () => {
    const { url, calls } = await full();
    for (const path of ['/ping', '/health', '/healthz', '/ready']) {
      expect((await fetch(new URL(path, url))).status).toBe(200);
    }
    expect((await post(url, { jsonrpc: '2.0', id: 1, method: 'ping', params: null })).status).toBe(200);
    expect((await post(url, { jsonrpc: '2.0', method: 'notifications/initialized' })).status).toBe(202);
    await Promise.all(calls.map(async (call) => (await call).text()));
  });

  it('are counted before a large body is taken into memory', async () => {
    const { url, calls } = await full();
    expect((await post(url, `{"text":"${'x'.repeat(100_000)}`)).status).toBe(503);
    await Promise.all(calls.map(async (call) => (await call).text()));
    expect((await post(url, `{"text":"${'x'.repeat(100_000)}`)).status).toBe(400);
  });

  it('have room again when a client goes away', async () => {
    const url = await startServer(kind, { MCP_MAX_CONCURRENT_CALLS: '1' });
    const impatient = fetch(url, {
      method: 'POST',
      headers: MCP_HEADERS,
      body: JSON.stringify(echoCall(1, 'long', 5_000)),
      signal: AbortSignal.timeout(200),
    }).then((response) => response.text());
    await expect(impatient).rejects.toThrow();
    await expect.poll(async () => (await post(url, echoCall(2, 'next'))).status, PATIENTLY).toBe(200);
  });
});

describe('the bodies at once', () => {
  it('of callers without a token are not read', async () => {
    const env = { MCP_AUTH: 'jwks', MCP_AUTH_ISSUER: 'https://issuer.example.com', MCP_AUTH_AUDIENCE: 'mcp' };
    const url = await startServer('v1 McpServer', env);
    const response = await post(url, `{"not JSON":"${'x'.repeat(100_000)}`);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringMatching(/^Bearer/),
    ]);
  });
});

describe('a batch', () => {
  it('counts for every call in it', async () => {
    const url = await startServer('v1 McpServer', { MCP_MAX_CONCURRENT_CALLS: '3' });
    const batch = (calls: number) =>
      post(
        url,
        Array.from({ length: calls }, (_, id) => echoCall(id, `text ${id}`)),
      );
    expect((await batch(4)).status).toBe(503);
    const answered = await batch(3);
    expect(answered.status).toBe(200);
    expect((await answered.text()).match(/"text":"text \d"/g)).toHaveLength(3);
  });
});

describe('a call that takes too long', () => {
  const env = { MCP_CALL_TIMEOUT_SECONDS: '1', MCP_MAX_CONCURRENT_CALLS: '1' };
  const aborted = vi.fn();
  const hang = ({ signal }: { signal: AbortSignal }) => {
    signal.addEventListener('abort', aborted);
    return new Promise<never>(() => {});
  };
  const call = { jsonrpc: '2.0', id: 'a', method: 'tools/call', params: { name: 'hang', arguments: {} } };

  const v1 = () => {
    const server = new V1McpServer({ name: 'test', version: '1.0.0' });
    server.registerTool('hang', {}, hang);
    return server;
  };
  const v2 = () => {
    const server = new V2McpServer({ name: 'test', version: '1.0.0' });
    server.registerTool('hang', {}, (context) => hang({ signal: context.mcpReq.signal }));
    return server;
  };
  const MODERN = {
    ...MCP_HEADERS,
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': 'hang',
  };
  const META = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };

  it.each([
    ['v1', v1],
    ['v2', v2],
  ])('is answered with an error in the stream that %s began, and aborted', async (_sdk, create) => {
    aborted.mockClear();
    const url = await startServer(create, env);
    const response = await post(url, call);
    expect(response.status).toBe(200);
    expect(await messageOf(response)).toEqual({
      jsonrpc: '2.0',
      id: 'a',
      error: { code: -32001, message: 'The call took longer than this server allows' },
    });
    await vi.waitFor(() => expect(aborted).toHaveBeenCalled(), PATIENTLY);
    expect((await post(url, { ...call, method: 'tools/list', params: {} })).status).toBe(200);
  });

  it('is answered with 504 where nothing was sent yet, and aborted', async () => {
    aborted.mockClear();
    const url = await startServer(v2, env);
    const response = await post(url, { ...call, params: { ...call.params, _meta: META } }, MODERN);
    expect([response.status, await response.json()]).toMatchObject([504, { error: { code: -32000 }, id: null }]);
    await vi.waitFor(() => expect(aborted).toHaveBeenCalled(), PATIENTLY);
    expect((await post(url, { ...call, method: 'tools/list', params: {} })).status).toBe(200);
  });
});
