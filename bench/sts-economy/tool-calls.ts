import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startLocalAws } from '../../packages/cred-extract/src/testing/index.ts';
import { median, table } from './table.ts';

const SERVER = '999999999999';
const ACCOUNTS = Array.from({ length: 20 }, (_, index) => String(100_000_000_000 + index));
const ROUNDS = 61;
const CALLS = 400;
const AT_ONCE = 16;

interface Round {
  readonly callsPerSecond: number;
  /** Of the server process, which waiting for other work on the machine does not lengthen. */
  readonly cpuMsPerCall: number;
}

/** Tool calls for each second over HTTP, of one server with the library and without it, in turn. */
export async function toolCalls(): Promise<string> {
  const aws = await startLocalAws({
    accounts: [{ accountId: SERVER }, ...ACCOUNTS.map((accountId) => ({ accountId, roles: [{ name: 'McpTarget' }] }))],
  });
  const { server, url } = await startServer(aws.env(SERVER));
  try {
    const rounds = { plain: [] as Round[], accounts: [] as Round[] };
    // The first rounds compile and fill the caches.
    for (let index = -3; index < ROUNDS; index++) {
      const kinds = index % 2 === 0 ? (['plain', 'accounts'] as const) : (['accounts', 'plain'] as const);
      for (const kind of kinds) {
        const round = await measure(url, kind);
        if (index >= 0) rounds[kind].push(round);
      }
    }
    return report(rounds.plain, rounds.accounts);
  } finally {
    server.kill();
    await aws.close();
  }
}

function report(plain: readonly Round[], accounts: readonly Round[]): string {
  const row = (title: string, rounds: readonly Round[]) => [
    title,
    median(rounds.map((round) => round.callsPerSecond)).toFixed(0),
    ratio(rounds, plain, 'callsPerSecond'),
    `${median(rounds.map((round) => round.cpuMsPerCall)).toFixed(3)} ms`,
    ratio(plain, rounds, 'cpuMsPerCall'),
  ];
  return table(
    ['server', 'tool calls/s', 'ratio', 'processor time of a call', 'ratio'],
    [
      row('without the library', plain),
      row('with the library, 20 accounts', accounts),
      ['target', '', '0.980', '', '0.980'],
    ],
  );
}

/** Of neighbouring rounds, because the machine is not equally fast from one second to the next. */
function ratio(dividends: readonly Round[], divisors: readonly Round[], field: keyof Round): string {
  const ratios = dividends.map((round, index) => round[field] / (divisors[index] as Round)[field]);
  return median(ratios).toFixed(3);
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

async function measure(url: string, kind: 'plain' | 'accounts'): Promise<Round> {
  let next = 0;
  const cpuBefore = await cpuMs(url);
  const start = performance.now();
  const worker = async () => {
    while (next < CALLS) await call(`${url}/${kind}`, next++, kind === 'accounts');
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const callsPerSecond = (CALLS * 1_000) / (performance.now() - start);
  return { callsPerSecond, cpuMsPerCall: ((await cpuMs(url)) - cpuBefore) / CALLS };
}

async function cpuMs(url: string): Promise<number> {
  return Number(await (await fetch(`${url}/cpu`)).text());
}

/** The bare request, because a client library's own time would hide the server's. */
async function call(url: string, id: number, withTarget: boolean): Promise<void> {
  const target = withTarget ? { target_account_id: ACCOUNTS[id % ACCOUNTS.length] } : {};
  const params = { name: 'echo', arguments: { text: `call ${id}`, ...target } };
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params }),
  });
  const { result } = (await answer.json()) as { result?: { isError?: boolean; content: [{ text: string }] } };
  if (result?.isError !== undefined || result?.content[0].text !== `call ${id}`) throw new Error('A call failed.');
}
