import { describe, expect, it } from 'vitest';
import { type Child, startProgram } from '../support/child.ts';
import { CLIENTS } from '../support/clients.ts';
import { SERVERS } from '../support/servers.ts';

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

describe.each(Object.keys(SERVERS))('over stdio, a %s', (kind) => {
  it.each(Object.keys(CLIENTS))('lists its tools to and answers 100 calls at once of a %s', async (name) => {
    const client = await CLIENTS[name]?.stdio(kind);
    expect((await client?.listTools())?.tools.map((tool) => tool.name)).toEqual(['echo']);
    const texts = Array.from({ length: 100 }, (_, index) => `text ${index}`);
    expect(await Promise.all(texts.map((text, index) => client?.echo(text, index % 7)))).toEqual(texts);
    await client?.close();
  });

  it('prints nothing but messages to standard output while it serves', async () => {
    const child = startProgram(kind);
    send(child, INITIALIZE, callOf(2, 'hello'));
    child.process.stdin?.end();
    await child.exit;
    expect(child.stderr()).toContain('echo hello');
    expect(child.stderr()).toContain('printed while serving');
    expect(messagesOf(child)).toMatchObject([{ id: 1 }, { id: 2, result: { content: [{ text: 'hello' }] } }]);
  });

  it('answers what is under way when standard input ends, and exits with 0 though a timer is left', async () => {
    const child = startProgram(kind, {}, 'linger');
    send(child, INITIALIZE, callOf(2, 'first', 300), callOf(3, 'second', 500));
    child.process.stdin?.end();
    expect(await child.exit).toBe(0);
    expect(messagesOf(child).map((message) => message.id)).toEqual([1, 2, 3]);
  });

  it('answers what is under way after SIGTERM, and exits with 0 though a timer is left', async () => {
    const child = startProgram(kind, {}, 'linger');
    send(child, INITIALIZE, callOf(2, 'under way', 400));
    await child.seen('echo under way');
    child.process.kill('SIGTERM');
    expect(await child.exit).toBe(0);
    expect(messagesOf(child).at(-1)).toMatchObject({ id: 2, result: { content: [{ text: 'under way' }] } });
  });

  it('does not wait for a call that its client has cancelled', async () => {
    const child = startProgram(kind, {}, 'linger');
    send(child, INITIALIZE, callOf(2, 'cancelled', 60_000));
    await child.seen('echo cancelled');
    const began = performance.now();
    send(child, { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 2 } });
    child.process.stdin?.end();
    expect(await child.exit).toBe(0);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('goes on after a line that is no message', async () => {
    const child = startProgram(kind);
    child.process.stdin?.write('hello\n{"jsonrpc":\n{}\n\n');
    send(child, INITIALIZE, callOf(2, 'still here'));
    await child.seen('still here');
    child.process.stdin?.end();
    expect(await child.exit).toBe(0);
  });
});

describe('a server program over stdio', () => {
  it('says what is wrong with a transport, in one line, and exits with 1', async () => {
    const child = startProgram('v1 McpServer', { FASTMCP_TRANSPORT: 'sse' });
    expect(await child.exit).toBe(1);
    expect(child.stderr()).toContain('FASTMCP_TRANSPORT must be stdio or streamable-http, not "sse".');
    expect(child.stderr()).not.toMatch(/^\s+at /m);
  });

  it('fails with the error of a server that cannot be made', async () => {
    const child = startProgram('v3');
    expect(await child.exit).toBe(1);
    expect(child.stderr()).toContain('no such server: v3');
  });
});

function callOf(id: number, text: string, ms = 0): object {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'echo', arguments: { text, ms } } };
}

function send(child: Child, ...messages: object[]): void {
  for (const message of messages) child.process.stdin?.write(`${JSON.stringify(message)}\n`);
}

/** Every line of standard output after the one that the program prints before it serves. */
function messagesOf(child: Child): { id?: number }[] {
  const [first, ...lines] = child.stdout().trimEnd().split('\n');
  expect(first).toBe('printed before serving');
  return lines.map((line) => JSON.parse(line));
}
