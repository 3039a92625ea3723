import { execFileSync } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Child, startProgram } from '../support/child.ts';
import { echoCall, messageOf, post, startServer } from '../support/http.ts';

const HEAD = 'POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
const QUICK = { MCP_HEADERS_TIMEOUT_SECONDS: '1', MCP_REQUEST_TIMEOUT_SECONDS: '1' };
const MIB = 1024 * 1024;

let child: Child | undefined;

afterEach(async () => {
  child?.process.kill('SIGKILL');
  await child?.exit;
  child = undefined;
});

/** Sends `head`, then a byte every 100 ms for as long as anybody listens; what it was told, and when that was over. */
function dribble({ hostname, port }: URL, head: string): Promise<{ answer: string; ms: number }> {
  const began = performance.now();
  return new Promise((resolve) => {
    let answer = '';
    const socket: Socket = connect(Number(port), hostname, () => socket.write(head));
    const timer = setInterval(() => socket.write('x'), 100);
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(timer);
      resolve({ answer: answer.split('\r\n', 1)[0] ?? '', ms: performance.now() - began });
    });
  });
}

describe('clients that never come to an end', () => {
  it.each(['v1 McpServer', 'v2 McpServer'])('are cut by a %s, which serves others meanwhile', async (kind) => {
    const url = await startServer(kind, QUICK);
    const heads = ['', 'POST /mcp HTTP/1.1\r\nx-slow: ', `${HEAD}content-length: 1000\r\n\r\n{`];
    const slow = Array.from({ length: 60 }, (_, index) => dribble(url, heads[index % heads.length] ?? ''));
    const waits: number[] = [];
    for (let index = 0; index < 10; index++) {
      const began = performance.now();
      const { result } = await messageOf(await post(url, echoCall(index, `text ${index}`)));
      expect(result).toMatchObject({ content: [{ text: `text ${index}` }] });
      waits.push(performance.now() - began);
    }
    for (const { answer, ms } of await Promise.all(slow)) {
      expect(answer).toMatch(/^(HTTP\/1.1 4(08|00) .*)?$/);
      expect(ms).toBeLessThan(6_000);
    }
    expect(Math.max(...waits)).toBeLessThan(2_000);
  });
});

/** Sends `bytes` of text as fast as they are taken, without looking at the answer; when the answer came, what was sent. */
function pour({ hostname, port }: URL, head: string, bytes: number, chunked: boolean) {
  const text = 'x'.repeat(64 * 1024);
  const chunk = chunked ? `${text.length.toString(16)}\r\n${text}\r\n` : text;
  const began = performance.now();
  const told = { answer: '', answerMs: Number.POSITIVE_INFINITY, sent: 0, endMs: 0 };
  return new Promise<typeof told>((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(head);
      more();
    });
    const more = () => {
      while (told.sent < bytes && !socket.destroyed) {
        told.sent += text.length;
        if (!socket.write(chunk)) return;
      }
    };
    socket.on('drain', more);
    socket.on('data', (data) => {
      if (told.answer === '') told.answerMs = performance.now() - began;
      told.answer += data;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve({ ...told, endMs: performance.now() - began }));
  });
}

function residentMiB({ process: { pid } }: Child): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / 1024;
}

describe('a body of 100 MB', () => {
  it.each([
    ['whose length is told', `content-length: ${100 * MIB}\r\n\r\n`, 100 * MIB, false],
    ['in chunks', 'transfer-encoding: chunked\r\n\r\n', 100 * MIB, true],
    ['of an endless stream', 'transfer-encoding: chunked\r\n\r\n', Number.POSITIVE_INFINITY, true],
  ] as const)('%s is refused at once, in little memory, also from a client that does not listen', async (...args) => {
    const [, length, bytes, chunked] = args;
    child = startProgram('v2 McpServer', { MCP_TRANSPORT: 'http', MCP_PORT: '0' });
    const url = new URL(await child.url());
    await post(url, echoCall(1, 'warm'));
    const before = residentMiB(child);
    const { answer, answerMs, endMs } = await pour(url, HEAD + length, bytes, chunked);
    expect(answer).toMatch(/^HTTP\/1.1 413 Payload Too Large\r\n.*connection: close.*larger than 4194304 bytes/is);
    expect(answerMs).toBeLessThan(2_000);
    expect(endMs).toBeLessThan(5_000);
    expect(residentMiB(child) - before).toBeLessThan(40);
    expect((await post(url, echoCall(2, 'still here'))).status).toBe(200);
  });

  it('is not even sent by a client that asks first', async () => {
    const url = await startServer('v1 McpServer');
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(url.port), url.hostname, () =>
        socket.write(`${HEAD}expect: 100-continue\r\ncontent-length: ${100 * MIB}\r\n\r\n`),
      );
      socket.once('data', (data) => resolve(String(data)));
      socket.once('data', () => socket.destroy());
    });
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
  });

  it('is asked for by a server that takes it', async () => {
    const url = await startServer('v1 McpServer');
    const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(url.port), url.hostname, () =>
        socket.write(`${HEAD}connection: close\r\nexpect: 100-continue\r\ncontent-length: ${ping.length}\r\n\r\n`),
      );
      socket.on('data', (data) => {
        if (text === '') socket.write(ping);
        text += data;
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK\r\n/);
  });

  it('is refused to fetch too, which sees the answer', async () => {
    const url = await startServer('v1 McpServer');
    const response = await post(url, 'x'.repeat(20 * MIB));
    expect([response.status, response.headers.get('connection')]).toEqual([413, 'close']);
  });
});
