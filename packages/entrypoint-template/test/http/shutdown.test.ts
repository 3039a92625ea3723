import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type Child, startProgram } from '../support/child.ts';
import { echoCall, MCP_HEADERS, post } from '../support/http.ts';

const HTTP = { MCP_TRANSPORT: 'http', MCP_PORT: '0' };

let child: Child;

afterEach(async () => {
  child.process.kill('SIGKILL');
  await child.exit;
});

async function start(kind: string, env: Record<string, string> = {}): Promise<URL> {
  child = startProgram(kind, { ...HTTP, ...env }, 'linger');
  return new URL(await child.url());
}

/** What a call came to: the text it was answered with, or the status or error it got instead. */
function call(url: URL, agent: Agent, text: string, ms: number): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', headers: MCP_HEADERS, agent }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('error', (error) => resolve(`lost: ${error.message}`));
      response.on('end', () => resolve(/"text":"([^"]*)"/.exec(body)?.[1] ?? `status ${response.statusCode}`));
    });
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(`error ${error.code}`));
    sent.end(JSON.stringify(echoCall(1, text, ms)));
  });
}

describe.each(['v1 McpServer', 'v2 McpServer'])('a %s that is told to stop', (kind) => {
  it('under load answers every call it began, and exits with 0', async () => {
    const url = await start(kind);
    const agent = new Agent({ keepAlive: true });
    const answers = new Map<string, string>();
    let stopped = false;
    const clients = Array.from({ length: 12 }, async (_, client) => {
      for (let round = 0; !stopped; round++) {
        const text = `call ${client}-${round}`;
        const answer = await call(url, agent, text, (client * 7 + round * 13) % 60);
        answers.set(text, answer);
        if (answer === 'error ECONNREFUSED') break;
      }
    });
    const long = call(url, agent, 'call long', 1_500);
    await sleep(500);
    const began = performance.now();
    child.process.kill('SIGTERM');
    expect(await child.exit).toBe(0);
    expect(performance.now() - began).toBeLessThan(5_000);
    stopped = true;
    await Promise.all(clients);
    agent.destroy();
    answers.set('call long', await long);

    const begun = [...child.stdout().matchAll(/^echo (call .*)$/gm)].map(([, text]) => text ?? '');
    expect(begun.length).toBeGreaterThan(50);
    expect(begun.filter((text) => answers.get(text) !== text)).toEqual([]);
    const others = new Set([...answers].filter(([text]) => !begun.includes(text)).map(([, answer]) => answer));
    for (const answer of others) expect(answer).toMatch(/^error (ECONNREFUSED|ECONNRESET)$/);
  });
});

describe('a server that is told to stop', () => {
  it('while it starts is gone at once', async () => {
    child = startProgram('slow to start', HTTP);
    await child.seen('starting');
    child.process.kill('SIGTERM');
    expect(await child.exit).toBe(0);
  });

  it('with clients that only stay connected is gone at once', async () => {
    const url = await start('v1 McpServer');
    const agent = new Agent({ keepAlive: true });
    await Promise.all(Array.from({ length: 10 }, (_, index) => call(url, agent, `idle ${index}`, 0)));
    const silent = connect(Number(url.port), url.hostname);
    const half = connect(Number(url.port), url.hostname, () => half.write('POST /mcp HTTP/1.1\r\nhost: loc'));
    for (const socket of [silent, half]) socket.on('error', () => {});
    await sleep(100);
    const began = performance.now();
    child.process.kill('SIGTERM');
    expect(await child.exit).toBe(0);
    expect(performance.now() - began).toBeLessThan(4_000);
    agent.destroy();
  });

  it('is not ready any more, and ends the connections of those it still answers', async () => {
    const url = await start('v2 McpServer');
    const ready = () => fetch(new URL('/ready', url));
    expect([(await ready()).status, await (await ready()).json()]).toEqual([200, { status: 'Ready' }]);
    const long = post(url, echoCall(1, 'long', 600));
    await child.seen('echo long');
    child.process.kill('SIGTERM');
    await child.seen('"message":"stopping"');
    const last = await ready();
    expect([last.status, last.headers.get('connection'), await last.json()]).toEqual([
      503,
      'close',
      { status: 'NotReady' },
    ]);
    expect(await (await long).text()).toContain('"text":"long"');
    expect(await child.exit).toBe(0);
    expect(child.stderr()).toContain('"message":"stopped"');
  });

  it('waits eight seconds for a call, then cuts it and says so', async () => {
    const url = await start('v1 McpServer');
    const endless = post(url, echoCall(1, 'endless', 60_000)).then((response) => response.text());
    const cut = expect(endless).rejects.toThrow();
    await child.seen('echo endless');
    const began = performance.now();
    child.process.kill('SIGTERM');
    expect(await child.exit).toBe(0);
    expect(performance.now() - began).toBeGreaterThan(7_900);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(child.stderr()).toContain('calls take longer than there is time, and are cut');
    await cut;
  });

  it('does not wait for a client that listens to notifications', async () => {
    const url = await start('v2 McpServer');
    const meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const params = { notifications: { toolsListChanged: true }, _meta: meta };
    const listen = { jsonrpc: '2.0', id: 1, method: 'subscriptions/listen', params };
    const headers = { ...MCP_HEADERS, 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'subscriptions/listen' };
    const stream = await post(url, listen, headers);
    expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    const began = performance.now();
    child.process.kill('SIGTERM');
    expect(await child.exit).toBe(0);
    expect(performance.now() - began).toBeLessThan(4_000);
    await stream.text();
  });
});
