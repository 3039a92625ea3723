import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { run, withThisNode } from './commands.ts';
import type { Start } from './corpus-server.ts';
import { CLI } from './run-codemod.ts';

/** The part of what `verify --json` prints that the table needs. */
export interface VerifyReport {
  readonly summary: {
    readonly ok: boolean;
    readonly tools: { readonly total: number; readonly takingParameter: number };
    readonly calls: { readonly total: number; readonly passed: number };
    readonly failures: readonly string[];
  };
  readonly calls: readonly { readonly kind: string; readonly outcome: string; readonly target?: string }[];
}

/** `verify --json` of a converted server, with a local AWS where it has a call for one. */
export async function runVerify(start: Start, folder: string): Promise<VerifyReport> {
  for (const command of start.prepare ?? []) {
    const { code, stdout, stderr } = await run(command, folder);
    if (code !== 0) throw new Error(`${command.join(' ')} failed: ${(stderr || stdout).slice(0, 300)}`);
  }
  return start.url === undefined ? verify(verifyArguments(start), folder) : verifyListening(start, start.url, folder);
}

export function verifyArguments({ command, env, call }: Start): string[] {
  const variables = Object.entries(env ?? {}).map(([name, value]) => `--env=${name}=${value}`);
  const calls = call ? ['--local-aws', `--call=${call.tool}`, `--arguments=${JSON.stringify(call.arguments)}`] : [];
  return ['--json', ...variables, ...calls, '--', ...withThisNode(command)];
}

async function verify(args: readonly string[], folder: string): Promise<VerifyReport> {
  const { code, stdout, stderr } = await run(['node', CLI, 'verify', ...args], folder);
  if (code > 1) throw new Error(`it does not start: ${stderr.trim().slice(0, 300)}`);
  return JSON.parse(stdout) as VerifyReport;
}

async function verifyListening(start: Start, url: string, folder: string): Promise<VerifyReport> {
  const [program = '', ...args] = withThisNode(start.command);
  const env = { ...process.env, ...start.env };
  const server = spawn(program, args, { cwd: folder, env, stdio: 'ignore', detached: true });
  try {
    await listening(url, server);
    return await verify(['--json', `--url=${url}`], folder);
  } finally {
    // Its own children too: a process of its own group takes them along.
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, 'SIGKILL');
  }
}

async function listening(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    if (server.exitCode !== null) throw new Error(`it ended at once, with exit code ${server.exitCode}`);
    const answered = await fetch(url, { method: 'POST', body: '' }).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await delay(250);
  }
  throw new Error(`nothing listens at ${url} after 30 seconds`);
}
