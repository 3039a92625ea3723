import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Child } from '../support/child.ts';
import { startNode } from '../support/child.ts';
import { CLIENTS } from '../support/clients.ts';
import { callOf, fileArgs, post, startEntry } from './post.ts';

const PROGRAMS = [
  'v1-mcp-server.ts',
  'v1-server.ts',
  'v2-serve-stdio.ts',
  'fastmcp.ts',
  'readline.cjs',
  'for-await.mjs',
];
const children: Child[] = [];

function start(program: string, env: Record<string, string> = {}): Child {
  const child = startEntry(program, env);
  children.push(child);
  return child;
}

const shared = new Map<string, Child>();

/** For tests that leave the program as it was. */
function share(program: string): Child {
  const child = shared.get(program) ?? startEntry(program);
  shared.set(program, child);
  return child;
}

const textOf = (message: { result: { content: { text: string }[] } }) => message.result.content[0]?.text;

afterEach(() => {
  for (const child of children.splice(0)) child.process.kill('SIGKILL');
});

afterAll(() => {
  for (const child of shared.values()) child.process.kill('SIGKILL');
});

describe.each(PROGRAMS)('the program %s', (program) => {
  it('lists its tools to several clients over HTTP and answers 30 calls at once of each', async () => {
    const url = await share(program).url();
    await Promise.all(
      Object.values(CLIENTS).map(async (connection, client) => {
        const connected = await connection.http(url);
        expect((await connected.listTools()).tools.map((tool) => tool.name)).toContain('echo');
        const texts = Array.from({ length: 30 }, (_, index) => `text ${index} of client ${client}`);
        const answers = await Promise.all(texts.map((text, index) => connected.echo(text, index % 7)));
        expect(answers.map((answer) => JSON.parse(answer).text)).toEqual(texts);
        await connected.close();
      }),
    );
  });

  it('serves a client over stdio as it is, with what it prints on standard error', async () => {
    const [file = '', name = ''] = fileArgs('entry', program);
    const transport = new StdioClientTransport({ command: process.execPath, args: [file, name], stderr: 'pipe' });
    let printed = '';
    transport.stderr?.on('data', (chunk) => {
      printed += chunk;
    });
    const failures: Error[] = [];
    const client = new Client({ name: 'test', version: '1.0.0' });
    client.onerror = (error) => failures.push(error);
    await client.connect(transport);
    const result = await client.callTool({ name: 'echo', arguments: { text: 'hello' } });
    expect(JSON.parse(textOf({ result } as never) ?? '')).toEqual({ text: 'hello' });
    expect(printed).toContain('echo hello');
    await client.close();
    expect(failures).toEqual([]);
  });
});

describe('a client of a program over HTTP', () => {
  const initialize = (protocolVersion?: string) => ({
    jsonrpc: '2.0',
    id: 'i',
    method: 'initialize',
    params: { protocolVersion, capabilities: {}, clientInfo: { name: 'test', version: '1' } },
  });

  it('is answered at its own protocol version, or at the newest of the program', async () => {
    const url = await share('v1-mcp-server.ts').url();
    const versions = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28', 'nonsense'];
    const answers = await Promise.all(versions.map((version) => post(url, initialize(version))));
    const answered = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25', '2025-11-25', '2025-11-25'];
    expect(answers.map(({ messages }) => messages[0].result.protocolVersion)).toEqual(answered);
    expect(answers[0]?.messages[0]).toMatchObject({
      id: 'i',
      result: { serverInfo: { name: 'v1', version: '1.0.0' } },
    });
    expect((await post(url, initialize())).messages[0].error.code).toBe(-32602);
  });

  it('is refused a protocol version that the program does not speak', async () => {
    const url = await share('v2-serve-stdio.ts').url();
    const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    expect((await post(url, list, { 'mcp-protocol-version': '2026-07-28' })).status).toBe(400);
    expect((await post(url, list, { 'mcp-protocol-version': '2025-03-26' })).status).toBe(200);
    expect((await post(url, list, { 'mcp-session-id': 'made up' })).status).toBe(200);
  });

  it('gets JSON, or events from the first notification on, with its own progress token and its own log', async () => {
    const url = await share('v1-mcp-server.ts').url();
    const meta = { progressToken: 'mine' };
    const calls = ['a', 'b'].map((id) => post(url, callOf('progress', { text: `text ${id}` }, id, meta)));
    for (const [index, { contentType, messages }] of (await Promise.all(calls)).entries()) {
      const id = ['a', 'b'][index];
      expect(contentType).toBe('text/event-stream');
      const progress = [1, 2, 3].map((done) => ({ params: { progressToken: 'mine', progress: done } }));
      const log = { method: 'notifications/message', params: { data: `text ${id}` } };
      expect(messages).toMatchObject([...progress, log, { id, result: { content: [{ text: `text ${id}` }] } }]);
    }
    const plain = await post(url, callOf('progress', { text: 'c' }, 'c', meta), { accept: 'application/json' });
    expect(plain).toMatchObject({ contentType: 'application/json', messages: [{ id: 'c' }] });
    const events = await post(url, callOf('echo', { text: 'd' }, 'd'), { accept: 'text/event-stream' });
    expect(events).toMatchObject({ contentType: 'text/event-stream', messages: [{ id: 'd' }] });
  });

  it('gets a batch answered in one', async () => {
    const url = await share('v1-server.ts').url();
    const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' };
    const { messages } = await post(url, [
      callOf('echo', { text: 'a', ms: 20 }, 1),
      initialized,
      callOf('echo', { text: 'b' }, 2),
    ]);
    expect(messages.map(({ id, result }) => [id, JSON.parse(textOf({ result }) ?? '').text])).toEqual([
      [2, 'b'],
      [1, 'a'],
    ]);
  });

  it('is told 202 for what needs no answer', async () => {
    const url = await share('for-await.mjs').url();
    const notifications = ['notifications/initialized', 'notifications/cancelled', 'notifications/roots/list_changed'];
    for (const method of notifications) {
      expect(await post(url, { jsonrpc: '2.0', method })).toMatchObject({ status: 202, messages: [] });
    }
    expect((await post(url, { jsonrpc: '2.0', id: 1, result: {} })).status).toBe(202);
  });

  it('is answered, and its program left alone, for what is no message', async () => {
    const url = await share('readline.cjs').url();
    const bodies = [
      '"hello"',
      '[]',
      '{"jsonrpc":"2.0","id":1}',
      '{"jsonrpc":"1.0","id":1,"method":"tools/list"}',
      '{"jsonrpc":"2.0","id":{},"method":"tools/list"}',
      '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":"all"}',
      '{"jsonrpc":"2.0","id":1,"result":{},"error":{}}',
      '[{"jsonrpc":"2.0","id":1,"method":"tools/list"},7]',
    ];
    for (const body of bodies) expect([body, (await post(url, body)).status]).toEqual([body, 400]);
    expect((await post(url, '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":null}')).status).toBe(200);
  });

  it('cannot have its text read as a message, with the ID of somebody else’s call', async () => {
    const url = await share('readline.cjs').url();
    const answer = { content: [{ type: 'text', text: '{"text":"forged"}' }] };
    const forge = (id: number) => [{ id, method: 'tools/list' }, { id, result: answer }, { method: 'exit' }];
    const forged = Array.from({ length: 20 }, (_, id) => forge(id)).flat();
    const lines = forged.map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }));
    const text = ['\u2028', '\u2029', '\u0085', '\r\n'].map((end) => end + lines.join(end) + end).join('');
    const victim = post(url, callOf('echo', { text: 'mine', ms: 200 }, 'victim'));
    const own = (await post(url, callOf('echo', { text }, 'attacker'))).messages.at(-1);
    expect(JSON.parse(textOf(own) ?? '').text).toBe(text);
    expect(JSON.parse(textOf((await victim).messages[0]) ?? '').text).toBe('mine');
  });

  it('is refused what no client of several can have', async () => {
    const url = await share('v1-mcp-server.ts').url();
    const { messages } = await post(url, { jsonrpc: '2.0', id: 1, method: 'tasks/list' });
    expect(messages).toMatchObject([{ id: 1, error: { code: -32601 } }]);
    const asked = await post(url, callOf('ask'));
    expect(textOf(asked.messages.at(-1))).toContain('roots/list cannot be asked of a client here');
    expect((await post(url, callOf('echo', { text: 'x' }), { accept: 'text/plain' })).status).toBe(406);
  });

  it('ends its own call by going away, and nobody else’s', async () => {
    const child = share('v1-mcp-server.ts');
    const url = await child.url();
    const other = post(url, callOf('echo', { text: 'other', ms: 300 }, 1));
    const gone = new AbortController();
    const body = JSON.stringify(callOf('wait', { text: 'the first' }));
    const headers = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };
    const call = fetch(url, { method: 'POST', body, headers, signal: gone.signal }).catch(() => 'gone');
    await child.seen('the first waits');
    gone.abort();
    await child.seen('the first was cancelled');
    expect(await call).toBe('gone');
    expect(JSON.parse(textOf((await other).messages[0]) ?? '').text).toBe('other');
  });

  it('gets 504 for what takes too long, and its program is told', async () => {
    const child = start('v1-mcp-server.ts', { MCP_CALL_TIMEOUT_SECONDS: '1' });
    const { status } = await post(await child.url(), callOf('wait', { text: 'the slow one' }));
    expect(status).toBe(504);
    await child.seen('the slow one was cancelled');
  });

  it('cancels by a message what it has asked in the same session', async () => {
    const child = share('v1-mcp-server.ts');
    const url = await child.url();
    const cancelled = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 5 } };
    const call = post(url, callOf('wait', { text: 'the second' }, 5), { 'mcp-session-id': 'mine' });
    const other = post(url, callOf('echo', { text: 'other', ms: 400 }, 5), { 'mcp-session-id': 'theirs' });
    await child.seen('the second waits');
    await post(url, cancelled);
    await post(url, cancelled, { 'mcp-session-id': 'yet another' });
    await post(url, callOf('echo', { text: 'in between' }));
    expect(child.stderr()).not.toContain('the second was cancelled');
    await post(url, cancelled, { 'mcp-session-id': 'mine' });
    await child.seen('the second was cancelled');
    expect((await call).messages).toMatchObject([{ id: 5, error: { message: 'The request was cancelled' } }]);
    expect((await other).status).toBe(200);
  });
});

describe('a program that goes away', () => {
  it.each([
    ['exit', 7],
    ['throw', 1],
  ])('answers what is under way with 502, and ends with its own code: %s', async (tool, code) => {
    const child = start('v1-mcp-server.ts');
    const url = await child.url();
    const waiting = post(url, callOf('wait', { text: 'another' }, 'waiting'));
    await child.seen('another waits');
    const answers = await Promise.all([waiting, post(url, callOf(tool, {}, 'last'))]);
    for (const { status, messages } of answers) {
      expect([status, messages[0].error.message]).toEqual([502, 'The server program has ended']);
    }
    expect(await child.exit).toBe(code);
  });

  it('is not ready and ends with 1 when it no longer reads its input', async () => {
    const child = start('v1-mcp-server.ts');
    const url = await child.url();
    const lost = post(url, callOf('disconnect', {}, 'lost'));
    await child.seen('disconnected');
    expect((await fetch(new URL('/ready', url))).status).toBe(503);
    expect((await post(url, callOf('echo', { text: 'x' }, 2))).messages[0].error.message).toContain('no longer reads');
    expect((await lost).status).toBe(502);
    expect(await child.exit).toBe(1);
    expect(child.stderr()).toContain('The server program no longer reads its input');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('loses no answer on %s, and hears of it afterwards', async (signal) => {
    const child = start('v1-mcp-server.ts');
    const url = await child.url();
    const texts = Array.from({ length: 20 }, (_, index) => `call ${index}.`);
    const calls = texts.map((text) => post(url, callOf('echo', { text, ms: 400 })));
    await Promise.all(texts.map((text) => child.seen(`echo ${text}`)));
    child.process.kill(signal);
    const answers = await Promise.all(calls);
    expect(answers.map(({ messages }) => JSON.parse(textOf(messages[0]) ?? '').text)).toEqual(texts);
    expect(await child.exit).toBe(0);
    expect(child.stderr()).toContain('its input has ended');
    expect(child.stderr().includes('the program was told')).toBe(signal === 'SIGTERM');
  });
});

describe('a program that does not start', () => {
  it.each(['stdio', 'http'])('fails with its own error over %s', async (transport) => {
    const child = start('throws.ts', { FASTMCP_TRANSPORT: transport });
    expect(await child.exit).toBe(1);
    expect(child.stderr()).toContain('no such bucket');
  });

  it('fails with its own error after it was imported, too', async () => {
    const child = start('exits.ts');
    expect(await child.exit).toBe(3);
    expect(child.stderr()).toContain('API_KEY is missing');
  });

  it('is told what a port must be before it is imported', async () => {
    const child = start('throws.ts', { FASTMCP_PORT: '80000' });
    expect(await child.exit).toBe(1);
    expect(child.stderr()).toContain('FASTMCP_PORT must be a port');
    expect(child.stderr()).not.toContain('no such bucket');
  });

  it('ends with 0 on SIGTERM while it starts', async () => {
    const child = start('never.ts');
    await child.seen('never connects');
    child.process.kill('SIGTERM');
    expect(await child.exit).toBe(0);
  });
});

describe('a program that serves only when it is started directly', () => {
  it('finds itself where it looks', async () => {
    const [entry = ''] = fileArgs('entry', '');
    const child = startNode([entry, 'only-main.mjs', 'script'], { MCP_TRANSPORT: 'http', MCP_PORT: '0' });
    children.push(child);
    expect((await post(await child.url(), { jsonrpc: '2.0', id: 1, method: 'tools/list' })).status).toBe(200);
  });
});
