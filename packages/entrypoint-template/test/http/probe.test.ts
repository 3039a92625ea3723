import { describe, expect, it } from 'vitest';
import { CLIENTS } from '../support/clients.ts';
import { echoCall, MCP_HEADERS, messageOf, post, programOf, sendRaw, startServer } from '../support/http.ts';

const JSON_ONLY = { 'content-type': 'application/json', accept: 'application/json' };
const ANYTHING = { 'content-type': 'application/json', accept: '*/*' };

/** What AgentCore has been seen to send, and what it may send: research of the project, and issues of other servers. */
const PINGS: Readonly<Record<string, { body: object; headers?: Record<string, string>; path?: string }>> = {
  'params that are null': { body: { jsonrpc: '2.0', id: 1, method: 'ping', params: null } },
  'no params': { body: { jsonrpc: '2.0', id: 1, method: 'ping' } },
  'empty params': { body: { jsonrpc: '2.0', id: 1, method: 'ping', params: {} } },
  'an ID of text': { body: { jsonrpc: '2.0', id: 'probe-1', method: 'ping', params: null } },
  'the ID 0': { body: { jsonrpc: '2.0', id: 0, method: 'ping', params: null } },
  'application/json alone': { body: { jsonrpc: '2.0', id: 1, method: 'ping', params: null }, headers: JSON_ONLY },
  'any type': { body: { jsonrpc: '2.0', id: 1, method: 'ping', params: null }, headers: ANYTHING },
  'a slash at the end': { body: { jsonrpc: '2.0', id: 1, method: 'ping', params: null }, path: '/mcp/' },
  'a session that nobody gave out': {
    body: { jsonrpc: '2.0', id: 1, method: 'ping', params: null },
    headers: { ...JSON_ONLY, 'mcp-session-id': 'b'.repeat(40) },
  },
  'the newest protocol version': {
    body: { jsonrpc: '2.0', id: 1, method: 'ping', params: null },
    headers: { ...JSON_ONLY, 'mcp-protocol-version': '2026-07-28' },
  },
};

describe.each(['v1 McpServer', 'v2 McpServer'])('a %s over HTTP', (kind) => {
  const server = programOf(kind);

  it.each(Object.entries(PINGS))('answers a ping with %s', async (_title, { body, headers = MCP_HEADERS, path }) => {
    const url = server();
    const response = await post(new URL(path ?? '/mcp', url), body, headers);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ jsonrpc: '2.0', id: (body as { id: unknown }).id, result: {} });
  });

  it('answers a ping without Accept and Content-Type', async () => {
    const ping = '{"jsonrpc":"2.0","id":1,"method":"ping","params":null}';
    const head = `POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${ping.length}\r\n\r\n`;
    const { status, text } = await sendRaw(server(), head + ping);
    expect([status, text.split('\r\n\r\n')[1]]).toEqual([200, '{"jsonrpc":"2.0","id":1,"result":{}}']);
  });

  it('takes null params of any method for none', async () => {
    const url = server();
    const response = await post(url, { jsonrpc: '2.0', id: 1, method: 'tools/list', params: null });
    expect(response.status).toBe(200);
    expect(await messageOf(response)).toMatchObject({ result: { tools: [{ name: 'echo' }] } });
    expect((await post(url, { jsonrpc: '2.0', method: 'notifications/initialized', params: null })).status).toBe(202);
  });

  it('leaves a ping that is no JSON-RPC request to the SDK', async () => {
    const url = server();
    const wrong = [{ id: 1 }, { jsonrpc: '1.0', id: 1 }, { jsonrpc: '2.0', id: {} }, { jsonrpc: '2.0', id: null }];
    for (const message of wrong) expect((await post(url, { ...message, method: 'ping' })).status).toBe(400);
    expect((await post(url, { jsonrpc: '2.0', id: 1, method: 'ping', params: [] })).status).toBe(400);
    expect((await post(url, { jsonrpc: '2.0', method: 'ping' })).status).toBe(202);
  });

  it('asks of other requests the Accept that the specification asks', async () => {
    const url = server();
    for (const headers of [JSON_ONLY, ANYTHING]) expect((await post(url, echoCall(1, 'hi'), headers)).status).toBe(406);
  });

  it('has nothing to GET or to DELETE', async () => {
    const url = server();
    for (const method of ['GET', 'DELETE']) {
      const response = await fetch(url, { method, headers: { accept: 'text/event-stream' } });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  it('answers a ping without a token, where other requests need one', async () => {
    const env = { MCP_AUTH: 'jwks', MCP_AUTH_ISSUER: 'https://issuer.example.com', MCP_AUTH_AUDIENCE: 'mcp' };
    const url = await startServer(kind, env);
    expect((await post(url, { jsonrpc: '2.0', id: 1, method: 'ping', params: null }, JSON_ONLY)).status).toBe(200);
    expect((await fetch(new URL('/ping', url))).status).toBe(200);
    const refused = await post(url, { jsonrpc: '2.0', id: 1, method: 'tools/list' });
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer/)]);
  });

  it('is healthy, and busy while a call runs', async () => {
    const url = await startServer(kind);
    const health = async () => (await fetch(new URL('/ping', url))).json();
    const before = await health();
    const call = post(url, echoCall(1, 'busy', 800));
    await expect
      .poll(health, { timeout: 10_000 })
      .toEqual({ status: 'HealthyBusy', time_of_last_update: expect.any(Number) });
    expect((await messageOf(await call)).result).toBeDefined();
    await expect.poll(health, { timeout: 10_000 }).toMatchObject({ status: 'Healthy' });
    expect(before).toMatchObject({ status: 'Healthy' });
  });
});

describe('the time of the last update', () => {
  it('is that of the last change, so that a session without calls is idle', async () => {
    const url = await startServer('v1 McpServer');
    const health = async () => (await (await fetch(new URL('/ping', url))).json()) as { time_of_last_update: number };
    const first = await health();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await health()).toEqual(first);
    await post(url, echoCall(1, 'hi'));
    expect((await health()).time_of_last_update).toBeGreaterThan(first.time_of_last_update);
  });
});

describe('a protocol version that the SDK of the server does not know', () => {
  const headers = { ...MCP_HEADERS, 'mcp-protocol-version': '2026-07-28' };

  it('is refused by SDK v1 with 400 and the versions it knows', async () => {
    const response = await post(await startServer('v1 McpServer'), echoCall(1, 'hi'), headers);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/Unsupported protocol version: 2026-07-28 .*2025-11-25/);
  });

  it('makes a client of that version fall back', async () => {
    const client = await CLIENTS['v2 client']?.http((await startServer('v1 McpServer')).href);
    expect(client?.protocolVersion()).toBe('2025-11-25');
    expect(await client?.echo('hello')).toBe('hello');
    await client?.close();
  });
});
