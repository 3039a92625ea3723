import { describe, expect, it } from 'vitest';
import { isAllowed, readAllowedNames } from '../../src/http/allowed-names.ts';
import { post, sendRaw, startServer } from '../support/http.ts';

const ANY = { origins: [] };

describe('the allowed names', () => {
  it('are any host and no origin where nobody said anything', () => {
    expect(readAllowedNames({ MCP_ALLOWED_HOSTS: ' ', MCP_ALLOWED_ORIGINS: ',' })).toEqual(ANY);
  });

  it('are lists, in small letters', () => {
    const env = {
      MCP_ALLOWED_HOSTS: 'Mcp.Example.com, 10.0.0.5,[::1]',
      MCP_ALLOWED_ORIGINS: 'https://Tools.example.com,http://localhost:6274',
    };
    expect(readAllowedNames(env)).toEqual({
      hosts: ['mcp.example.com', '10.0.0.5', '[::1]'],
      origins: ['https://tools.example.com', 'http://localhost:6274'],
    });
  });

  it.each(['https://mcp.example.com', 'mcp.example.com:8000', 'mcp.example.com/mcp', '*', '*.example.com', 'a@b'])(
    'have no host %j',
    (host) => {
      expect(() => readAllowedNames({ MCP_ALLOWED_HOSTS: host })).toThrow(
        `MCP_ALLOWED_HOSTS must be host names without scheme and port, not "${host}".`,
      );
    },
  );

  it.each(['tools.example.com', 'https://tools.example.com/', '*', 'null', 'https://a.example/path'])(
    'have no origin %j',
    (origin) => {
      expect(() => readAllowedNames({ MCP_ALLOWED_ORIGINS: origin })).toThrow(
        `MCP_ALLOWED_ORIGINS must be origins such as https://tools.example.com, not "${origin}".`,
      );
    },
  );
});

describe('a request to a loopback address', () => {
  it.each(['localhost:8000', '127.0.0.1', '[::1]:8000'])('is answered under the name %s', (host) => {
    expect(isAllowed(ANY, true, { host })).toBe(true);
  });

  it.each([undefined, '', 'example.com', '[::1', 'localhost:99999', 'a b'])('is not answered under %j', (host) => {
    expect(isAllowed(ANY, true, host === undefined ? {} : { host })).toBe(false);
  });

  it.each(['http://localhost:6274', 'https://127.0.0.1'])('is answered when its page is of %s', (origin) => {
    expect(isAllowed(ANY, true, { host: 'localhost', origin })).toBe(true);
  });

  it.each(['https://example.com', 'null', '', 'http://localhost.example'])('not when its page is of %j', (origin) => {
    expect(isAllowed(ANY, true, { host: 'localhost', origin })).toBe(false);
  });

  it('is also answered under the names that are allowed', () => {
    const names = { hosts: ['mcp.example.com'], origins: ['https://tools.example.com'] };
    const origin = 'https://tools.example.com';
    expect(isAllowed(names, true, { host: 'mcp.example.com', origin })).toBe(true);
    expect(isAllowed(names, true, { host: 'localhost:8000' })).toBe(true);
    expect(isAllowed(names, true, { host: 'other.example.com' })).toBe(false);
  });
});

describe('a request to another address', () => {
  it.each(['mcp.example.com', 'localhost', '10.0.0.5:8000'])('is answered under %s by default', (host) => {
    expect(isAllowed(ANY, false, { host })).toBe(true);
  });

  it.each(['mcp.example.com', 'MCP.example.com', 'mcp.example.com:8000'])('is answered under its name %s', (host) => {
    expect(isAllowed({ hosts: ['mcp.example.com'], origins: [] }, false, { host })).toBe(true);
  });

  it.each(['example.com', 'localhost', 'mcp.example.com.evil.example', '', 'a b'])(
    'is not answered under %j',
    (host) => {
      expect(isAllowed({ hosts: ['mcp.example.com'], origins: [] }, false, { host })).toBe(false);
    },
  );

  it('of a page is answered only when its origin is named, whole', () => {
    const names = { origins: ['https://tools.example.com'] };
    const of = (origin: string) => isAllowed(names, false, { host: 'mcp.example.com', origin });
    expect(['https://tools.example.com', 'HTTPS://tools.example.com'].map(of)).toEqual([true, true]);
    const others = ['http://tools.example.com', 'https://tools.example.com:8443', 'http://localhost', 'null', ''];
    expect(others.map(of)).toEqual([false, false, false, false, false]);
  });
});

describe('a server on every address', () => {
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };

  it('answers programs under any name, and no page', async () => {
    const url = await startServer('v1 McpServer', { MCP_HOST: '0.0.0.0' });
    url.hostname = '127.0.0.1';
    const text = JSON.stringify(ping);
    const head = 'POST /mcp HTTP/1.1\r\nhost: gateway.example\r\ncontent-type: application/json\r\n';
    expect((await sendRaw(url, `${head}content-length: ${text.length}\r\n\r\n${text}`)).status).toBe(200);
    const response = await post(url, ping, { origin: 'https://evil.example', 'content-type': 'application/json' });
    expect([response.status, await response.json()]).toEqual([
      403,
      { jsonrpc: '2.0', error: { code: -32000, message: 'This host or origin is not allowed' }, id: null },
    ]);
  });

  it('answers under its names only, where it has some, and its health under any', async () => {
    const env = {
      MCP_HOST: '0.0.0.0',
      MCP_ALLOWED_HOSTS: 'mcp.example.com',
      MCP_ALLOWED_ORIGINS: 'https://tools.example.com',
    };
    const url = await startServer('v1 McpServer', env);
    url.hostname = '127.0.0.1';
    expect((await post(url, ping)).status).toBe(403);
    expect((await fetch(new URL('/health', url))).status).toBe(200);
    const head = 'POST /mcp HTTP/1.1\r\nhost: mcp.example.com\r\norigin: https://tools.example.com\r\n';
    const text = JSON.stringify(ping);
    expect((await sendRaw(url, `${head}content-length: ${text.length}\r\n\r\n${text}`)).status).toBe(200);
  });
});
