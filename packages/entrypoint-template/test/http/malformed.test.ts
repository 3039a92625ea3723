import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { echoCall, MCP_HEADERS, messageOf, post, programOf, sendRaw, startServer } from '../support/http.ts';

const HEAD = 'POST /mcp HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n';
const JSON_HEAD = `${HEAD}content-type: application/json\r\naccept: application/json, text/event-stream\r\n`;
const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
const CALL = JSON.stringify(echoCall(1, 'hi'));

function sized(body: string | Buffer, head = JSON_HEAD): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([Buffer.from(`${head}content-length: ${bytes.length}\r\n\r\n`), bytes]);
}

function callOf(params: string): Buffer {
  return sized(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`);
}

/** Bytes that are no HTTP request, or one that must not be believed. */
const NO_HTTP: Readonly<Record<string, readonly [bytes: string | Buffer, status: number]>> = {
  'no request line': ['hello\r\n\r\n', 400],
  'an unknown method': ['FETCH /mcp HTTP/1.1\r\nhost: localhost\r\n\r\n', 400],
  'no version': ['POST /mcp\r\nhost: localhost\r\n\r\n', 400],
  'a version that does not exist': ['POST /mcp HTTP/9.9\r\nhost: localhost\r\n\r\n', 400],
  'the preface of HTTP/2': ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  'the start of a TLS connection': [Buffer.from('16030100c8010000c40303', 'hex'), 400],
  'a space in the path': ['POST /mcp and more HTTP/1.1\r\nhost: localhost\r\n\r\n', 400],
  'a tunnel': ['CONNECT localhost:22 HTTP/1.1\r\nhost: localhost\r\n\r\n', 405],
  'no host': [`POST /mcp HTTP/1.1\r\ncontent-length: ${PING.length}\r\n\r\n${PING}`, 400],
  'a host that is none': [sized(PING, 'POST /mcp HTTP/1.1\r\nhost: a b\r\ncontent-type: application/json\r\n'), 403],
  'two lengths': [`${JSON_HEAD}content-length: 40\r\ncontent-length: 41\r\n\r\n${PING}`, 400],
  'a length and chunks': [`${JSON_HEAD}content-length: 40\r\ntransfer-encoding: chunked\r\n\r\n${PING}`, 400],
  'a length that is no number': [`${JSON_HEAD}content-length: forty\r\n\r\n${PING}`, 400],
  'a negative length': [`${JSON_HEAD}content-length: -1\r\n\r\n${PING}`, 400],
  'a length beyond every integer': [`${JSON_HEAD}content-length: 99999999999999999999\r\n\r\n`, 400],
  'chunks of garbage': [`${JSON_HEAD}transfer-encoding: chunked\r\n\r\nxyz\r\nhello\r\n0\r\n\r\n`, 400],
  'another coding than chunked': [`${JSON_HEAD}transfer-encoding: gzip\r\n\r\n${PING}`, 400],
  'an expectation that nobody knows': [`${JSON_HEAD}expect: miracles\r\ncontent-length: 0\r\n\r\n`, 417],
  'a header without a name': [`${HEAD}: value\r\n\r\n`, 400],
  'NUL in a header': [`${HEAD}x-note: a\0b\r\n\r\n`, 400],
  'a folded header': [`${HEAD}x-note: a\r\n b\r\n\r\n`, 400],
  'a header of 200 KB': [`${HEAD}x-note: ${'a'.repeat(200_000)}\r\n\r\n`, 431],
  '20,000 headers': [`${HEAD}${'x: 1\r\n'.repeat(40_000)}\r\n`, 431],
};

/** HTTP requests whose body is not what the server takes. */
const NO_MESSAGE: Readonly<Record<string, readonly [bytes: string | Buffer, status: number]>> = {
  'an empty body': [sized(''), 400],
  'half a message': [sized(CALL.slice(0, 30)), 400],
  'two messages': [sized(`${PING}\n${PING}`), 400],
  'NUL bytes': [sized('\0\0\0\0'), 400],
  'bytes that are no UTF-8': [sized(Buffer.from([0x22, 0xff, 0xfe, 0x22])), 400],
  'UTF-16': [sized(Buffer.from(PING, 'utf16le')), 400],
  'a form': [sized('a=1', `${HEAD}content-type: application/x-www-form-urlencoded\r\n`), 415],
  'a text that only claims to be like JSON': [
    sized(PING, `${HEAD}content-type: text/plain; a=application/json\r\n`),
    415,
  ],
  'a compressed body': [sized(gzipSync(PING), `${JSON_HEAD}content-encoding: gzip\r\n`), 415],
  'two million open arrays': [sized('['.repeat(2_000_000)), 400],
  'arrays 100,000 deep': [sized('['.repeat(100_000) + ']'.repeat(100_000)), 400],
  'objects 100,000 deep in arguments': [
    callOf(`{"name":"echo","arguments":{"text":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}}`),
    400,
  ],
  'a text, not a message': [sized('"ping"'), 400],
  'an empty batch': [sized('[]'), 400],
  'a batch of 10,000 messages': [sized(`[${Array(10_000).fill(CALL).join()}]`), 400],
  'a batch of no messages': [sized('[1,null,"x",[]]'), 400],
  'jsonrpc that is a number': [sized('{"jsonrpc":2,"id":1,"method":"tools/list"}'), 400],
  'a method that is an object': [sized('{"jsonrpc":"2.0","id":1,"method":{"toString":"x"}}'), 400],
  'an ID that is an array': [sized('{"jsonrpc":"2.0","id":[1],"method":"tools/list"}'), 400],
  'an ID beyond every number': [sized('{"jsonrpc":"2.0","id":1e999,"method":"tools/list"}'), 400],
  'params that are a text': [sized('{"jsonrpc":"2.0","id":1,"method":"tools/list","params":"all"}'), 400],
  'params that are an array': [sized('{"jsonrpc":"2.0","id":1,"method":"tools/list","params":[1]}'), 400],
};

/** Messages whose answer is an error or a result, inside of JSON-RPC. */
const ODD_CALLS: Readonly<Record<string, string>> = {
  '__proto__ in the arguments': '{"name":"echo","arguments":{"text":"hi","__proto__":{"polluted":true}}}',
  '__proto__ beside the arguments': '{"name":"echo","__proto__":{"polluted":true},"arguments":{"text":"hi"}}',
  'a constructor in the arguments':
    '{"name":"echo","arguments":{"text":"hi","constructor":{"prototype":{"polluted":true}}}}',
  '__proto__ as the name of a tool': '{"name":"__proto__","arguments":{}}',
  'arguments of another type': '{"name":"echo","arguments":{"text":{"a":[1,2,3]}}}',
  'the same key 10,000 times': `{"name":"echo","arguments":{${'"text":"x",'.repeat(10_000)}"text":"hi"}}`,
  'a lone surrogate': '{"name":"echo","arguments":{"text":"\\ud800"}}',
};

describe.each(['v1 McpServer', 'v2 McpServer'])('a %s over HTTP', (kind) => {
  const server = programOf(kind);

  it.each(Object.entries(NO_HTTP))('refuses %s', async (_title, [bytes, status]) => {
    const url = server();
    expect((await sendRaw(url, bytes)).status).toBe(status);
    expect((await post(url, echoCall(2, 'still here'))).status).toBe(200);
  });

  it.each(Object.entries(NO_MESSAGE))('refuses %s', async (_title, [bytes, status]) => {
    const url = server();
    const { status: answered, text } = await sendRaw(url, bytes);
    expect(answered).toBe(status);
    expect(JSON.parse(/\{.*\}/.exec(text)?.[0] ?? '')).toMatchObject({
      jsonrpc: '2.0',
      error: { code: expect.any(Number) },
    });
    expect((await post(url, echoCall(2, 'still here'))).status).toBe(200);
  });

  it.each(Object.entries(ODD_CALLS))('answers a call with %s inside of JSON-RPC', async (_title, params) => {
    const url = server();
    const response = await post(url, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`, MCP_HEADERS);
    expect(response.status).toBe(200);
    expect(await messageOf(response)).toMatchObject({ jsonrpc: '2.0', id: 1 });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('a client that asks for a tunnel', () => {
  it('and is gone when it is refused, or never goes, holds nothing up', async () => {
    const url = await startServer('v1 McpServer');
    for (let count = 0; count < 20; count++) {
      const socket = connect({ port: Number(url.port), host: url.hostname, allowHalfOpen: true });
      socket.on('error', () => {});
      socket.write('CONNECT localhost:22 HTTP/1.1\r\nhost: localhost\r\n\r\n');
      if (count % 2 === 0) socket.resetAndDestroy();
      else socket.write('more\r\n');
    }
    expect((await post(url, echoCall(2, 'still here'))).status).toBe(200);
  });
});

describe('an answer to what is no HTTP request', () => {
  it('has no word of why', async () => {
    const { text } = await sendRaw(await startServer('v1 McpServer'), 'hello\r\n\r\n');
    expect(text).toBe('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
});
