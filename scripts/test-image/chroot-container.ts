import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Container, ImageConfig } from './engine.ts';
import { freePort } from './free-port.ts';
import { runProgram } from './run-program.ts';

const SCRIPT = fileURLToPath(new URL('run-chroot.sh', import.meta.url));
const NAMESPACES = ['unshare', '--mount', '--pid', '--fork'];
const KILL_AFTER_MS = 10_000;

/** Starts what an image's configuration names, in the folder that its root is mounted at. */
export async function startInChroot(root: string, config: ImageConfig): Promise<Container> {
  const port = await freePort();
  const [program = '', ...args] = [...NAMESPACES, SCRIPT, ...chrootArguments(root, port, config)];
  const startedAt = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const pid = await processOne(child, config.Cmd?.join(' ') ?? '', () => printed);
  return {
    origin: `http://127.0.0.1:${port}`,
    startedAt,
    exec: (command) => runProgram([...enterCommand(pid, port, config), ...command]),
    output: async () => printed,
    stop: () => stop(child, pid),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null) return;
      process.kill(pid, 'SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** @throws Error for an image without a user or a command, which would run as root or not at all. */
export function chrootArguments(root: string, port: number, config: ImageConfig): string[] {
  const { User, Env = [], Cmd = [], WorkingDir = '/' } = config;
  if (!User || Cmd.length === 0) throw new Error('The image names no user or no command.');
  return [root, User, WorkingDir, ...Env, `MCP_PORT=${port}`, ...Cmd];
}

/** Into the namespaces of the container's process 1, as the image's user, with its environment. */
export function enterCommand(pid: number, port: number, { User = '', Env = [] }: ImageConfig): string[] {
  const [uid = '', gid = ''] = User.split(':');
  const namespaces = ['--mount', '--pid', '--root', '--wd', '--setuid', uid, '--setgid', gid];
  return ['nsenter', '--target', String(pid), ...namespaces, '/usr/bin/env', '-i', ...Env, `MCP_PORT=${port}`];
}

/** The process that `unshare` has forked, once the script has become the command. */
async function processOne(unshare: ChildProcess, command: string, printed: () => string): Promise<number> {
  for (let attempt = 0; attempt < 100 && unshare.exitCode === null; attempt++) {
    const { stdout } = await runProgram(['ps', '--ppid', String(unshare.pid), '-o', 'pid=,args=']);
    const [, pid, args] = /(\d+) (.+)/.exec(stdout) ?? [];
    if (args === command) return Number(pid);
    await sleep(100);
  }
  throw new Error(`The container does not start:\n${printed()}`);
}

async function stop(child: ChildProcess, pid: number): Promise<{ exitCode: number; milliseconds: number }> {
  const exit = once(child, 'exit');
  const began = performance.now();
  process.kill(pid, 'SIGTERM');
  const timer = setTimeout(() => process.kill(pid, 'SIGKILL'), KILL_AFTER_MS);
  const [code] = (await exit) as [number | null];
  clearTimeout(timer);
  return { exitCode: code ?? -1, milliseconds: performance.now() - began };
}
