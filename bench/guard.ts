/**
 * What the guard adds to a request of a call for an account: `npm run bench -- guard`. Every figure is from a fresh process, with
 * the guard and without it in turn; the server that answers is another process's.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

const ROUNDS = 5;
const KINDS = {
  http: '`http.get`, connection kept alive',
  fetch: '`fetch`, connection kept alive',
  sdk: 'S3 `ListBuckets` of AWS SDK v3 through `perAccount`',
} as const;
const ANSWER = '<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>';
const PROCESS = new URL('./guard-requests.ts', import.meta.url).pathname;

export async function guard(): Promise<string> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (_, response) => response.end(ANSWER)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const rows: string[] = [];
    for (const kind of Object.keys(KINDS) as (keyof typeof KINDS)[]) rows.push(await row(kind, origin));
    const check = (await measure('check', 'guarded', origin)) - (await measure('check', 'unguarded', origin));
    const head = '| request | guarded | unguarded | ratio |\n| --- | --- | --- | --- |';
    return `${[head, ...rows].join('\n')}\n\nThe check alone: ${check.toFixed(2)} µs.`;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function row(kind: keyof typeof KINDS, origin: string): Promise<string> {
  const guarded: number[] = [];
  const unguarded: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    guarded.push(await measure(kind, 'guarded', origin));
    unguarded.push(await measure(kind, 'unguarded', origin));
  }
  const [on, off] = [median(guarded), median(unguarded)];
  return `| ${KINDS[kind]} | ${on.toFixed(1)} µs | ${off.toFixed(1)} µs | ${(on / off).toFixed(3)} |`;
}

/** Microseconds of processor time. */
async function measure(kind: string, mode: 'guarded' | 'unguarded', origin: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROCESS, kind, mode, origin]);
  return Number(stdout);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
