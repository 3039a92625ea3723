import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { type CreateServer, type RunningServer, type ServeOptions, serve } from '../../src/index.ts';
import { type Child, startProgram } from './child.ts';
import { SERVERS } from './servers.ts';

const HTTP = { MCP_TRANSPORT: 'http', MCP_PORT: '0', LOG_LEVEL: 'silent' };
const running: RunningServer[] = [];

beforeEach(() => {
  // The tool `echo` prints.
  vi.spyOn(console, 'log').mockImplementation(() => {});
});

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** Serves one of `SERVERS` on a free port of 127.0.0.1 until the test is over; the URL of its MCP endpoint. */
export async function startServer(
  server: string | CreateServer,
  env: Record<string, string> = {},
  options: ServeOptions = {},
): Promise<URL> {
  const createServer = typeof server === 'string' ? SERVERS[server] : server;
  if (!createServer) throw new Error(`no such server: ${server}`);
  const started = await serve(createServer, { ...options, env: { ...HTTP, ...env } });
  running.push(started);
  return new URL(started.url ?? '');
}

/** What the SDKs ask of a client. */
export const MCP_HEADERS = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };

export function post(url: URL | string, body: unknown, headers: Record<string, string> = MCP_HEADERS) {
  return fetch(url, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
}

export function echoCall(id: number, text: string, ms = 0): object {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'echo', arguments: { text, ms } } };
}

/** The JSON-RPC message in an answer, whether it came as JSON or as a stream of events. */
export async function messageOf(response: Response): Promise<{ result?: unknown; error?: { code: number } }> {
  const text = await response.text();
  const data = /^data: (.*)$/m.exec(text)?.[1];
  return JSON.parse(data ?? text);
}

export interface RawAnswer {
  /** 0 when the connection ended without one. */
  readonly status: number;
  readonly text: string;
}

/** What comes back for bytes that no HTTP client would send, until the server closes or `ms` have passed. */
export function sendRaw({ hostname, port }: URL, bytes: string | Buffer, ms = 5_000): Promise<RawAnswer> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const timer = setTimeout(() => socket.destroy(), ms);
    socket.on('data', (chunk) => {
      text += chunk;
      if (isWhole(text)) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text });
    });
  });
}

function isWhole(text: string): boolean {
  const [head = '', body] = text.split('\r\n\r\n', 2);
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  return body !== undefined && length !== undefined && Buffer.byteLength(body) >= Number(length);
}

/** The same in a process of its own, for all tests of a block: one that ends before they are over fails them. */
export function programOf(kind: string): () => URL {
  let child: Child;
  let url: URL;
  beforeAll(async () => {
    child = startProgram(kind, { MCP_TRANSPORT: 'http', MCP_PORT: '0' });
    url = new URL(await child.url());
  });
  afterAll(async () => {
    expect(child.process.exitCode).toBeNull();
    child.process.kill('SIGTERM');
    expect(await child.exit).toBe(0);
  });
  return () => url;
}
