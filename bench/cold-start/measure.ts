import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

export interface Start {
  /** From the start of the process to the answer to the first tool call. */
  readonly ms: number;
  /** Processor time until then, of all threads. Says more than `ms` on a machine that does other things. */
  readonly cpuMs: number;
  /** Resident memory then. */
  readonly mb: number;
}

interface Way {
  readonly folder: string;
  readonly file: string;
  readonly transport: 'stdio' | 'http';
  readonly env: Readonly<Record<string, string>>;
}

type Server = ChildProcessByStdio<Writable, Readable, Readable>;

const CALL = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list-buckets', arguments: {} } };
const CLIENT = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } };
const INITIALIZE = { jsonrpc: '2.0', id: 0, method: 'initialize', params: CLIENT };
const INITIALIZED = { jsonrpc: '2.0', method: 'notifications/initialized' };

export async function measure({ folder, file, transport, env }: Way): Promise<Start> {
  const began = performance.now();
  const server = spawn(process.execPath, [join(folder, file)], {
    env: { ...process.env, ...env, MCP_TRANSPORT: transport, MCP_PORT: '0' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const answer = await (transport === 'stdio' ? callOverStdio(server) : callOverHttp(server));
  const ms = performance.now() - began;
  if (!answer.includes('data-')) throw new Error(`The first call failed: ${answer}`);
  const used = usedBy(server.pid as number);
  server.kill('SIGKILL');
  await once(server, 'close');
  return { ms, ...used };
}

/** Of Linux, whose clock tick is 10 ms, and whose pages have 4 KiB: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function usedBy(pid: number): Omit<Start, 'ms'> {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').map(Number) ?? [];
  const [user = 0, system = 0] = fields.slice(11, 13);
  return { cpuMs: (user + system) * 10, mb: ((fields[21] ?? 0) * 4) / 1024 };
}

async function callOverStdio(server: Server): Promise<string> {
  for (const message of [INITIALIZE, INITIALIZED, CALL]) server.stdin.write(`${JSON.stringify(message)}\n`);
  for await (const line of createInterface({ input: server.stdout })) if (line.includes('"id":1')) return line;
  throw new Error('The server ended before it answered.');
}

async function callOverHttp(server: Server): Promise<string> {
  for await (const line of createInterface({ input: server.stderr })) {
    const url = /listening on (http:[^"\s]+)/.exec(line)?.[1];
    if (url === undefined) continue;
    const headers = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(CALL) })).text();
  }
  throw new Error('The server ended before it listened.');
}
