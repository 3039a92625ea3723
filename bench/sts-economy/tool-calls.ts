import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startLocalAws } from '../../packages/cred-extract/src/testing/index.ts';
import { type Mean, trimmed } from './statistics.ts';
import { table } from './table.ts';

const SERVER = '999999999999';
const ACCOUNTS = Array.from({ length: 20 }, (_, index) => String(100_000_000_000 + index));

/** Tool to the number of its calls that are measured: where a call takes longer, fewer tell as much. */
const TOOLS = { echo: 120_000, list_buckets: 30_000 } as const;
const TITLES = { echo: 'one that does nothing', list_buckets: 'one that asks S3 for the buckets' } as const;
const TARGET = 0.98;

const SERVERS = ['/plain', '/by-hand', '/accounts'] as const;
type Path = (typeof SERVERS)[number];

/**
 * Tool calls over HTTP of a server without the library, patched by hand, and with it: one at a time, in one process, and by
 * chance which comes next. Rounds of one kind each differ more by what else the machine does in those tenths of a second.
 */
export async function toolCalls(): Promise<string> {
  const roles = [{ name: 'McpTarget' }];
  const aws = await startLocalAws({
    accounts: [{ accountId: SERVER }, ...ACCOUNTS.map((accountId) => ({ accountId, roles }))],
  });
  const { server, url } = await startServer(aws.env(SERVER));
  try {
    const rows: string[][] = [];
    for (const tool of Object.keys(TOOLS) as (keyof typeof TOOLS)[]) rows.push(await measure(url, tool));
    return table(
      ['tool', 'one account', '20 accounts by hand', '20 accounts with the library', 'ratio to one account'],
      [...rows, ['target', '', '', '', TARGET.toFixed(3)]],
    );
  } finally {
    server.kill();
    await aws.close();
  }
}

async function startServer(env: Record<string, string>): Promise<{ server: ChildProcess; url: string }> {
  const file = fileURLToPath(new URL('./tool-server.ts', import.meta.url));
  const server = spawn(process.execPath, [file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(server.stdout, 'data')) as [Buffer];
  return { server, url: `http://127.0.0.1:${port.toString().trim()}` };
}

async function measure(url: string, tool: keyof typeof TOOLS): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  // The first calls compile and fill the caches.
  await calls(url, agent, tool, TOOLS[tool] / 10);
  await times(url, agent);
  await calls(url, agent, tool, TOOLS[tool]);
  const taken = await times(url, agent);
  agent.destroy();
  const [plain, byHand, accounts] = SERVERS.map((path) => trimmed(taken[path])) as [Mean, Mean, Mean];
  const ratio = plain.mean / accounts.mean;
  const error = ratio * Math.hypot(plain.error / plain.mean, accounts.error / accounts.mean);
  const row = [plain, byHand, accounts].map(({ mean }) => `${mean.toFixed(1)} µs`);
  return [TITLES[tool], ...row, `${ratio.toFixed(3)} ± ${error.toFixed(3)}`];
}

async function calls(url: string, agent: Agent, tool: string, count: number): Promise<void> {
  for (let id = 0; id < count; id++) {
    const path = SERVERS[Math.floor(Math.random() * SERVERS.length)] as Path;
    await call(url, agent, path, tool, id);
  }
}

/** The bare request, because a client library's own time would be most of what is waited for. */
async function call(url: string, agent: Agent, path: Path, tool: string, id: number): Promise<void> {
  const target = path !== '/plain' ? { target_account_id: ACCOUNTS[id % ACCOUNTS.length] } : {};
  const params = { name: tool, arguments: { text: `call ${id}`, ...target } };
  const body = JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params });
  const { result } = JSON.parse(await send(`${url}${path}`, agent, 'POST', body));
  if (result?.isError !== undefined || result?.content[0].text !== `call ${id}`) throw new Error('A call failed.');
}

async function times(url: string, agent: Agent): Promise<Record<Path, readonly number[]>> {
  return JSON.parse(await send(`${url}/times`, agent, 'GET'));
}

async function send(url: string, agent: Agent, method: string, body = ''): Promise<string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const sent = request(url, { agent, method, headers }).end(body);
  const [response] = await once(sent, 'response');
  return text(response);
}
