import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface Result {
  /** Null when a signal ended it or it could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Aborting kills the program. */
  readonly signal?: AbortSignal;
}

/** Runs a program to its end. One that is not installed is a result too: no code, and the reason in `stderr`. */
export async function runProgram(command: readonly string[], options: RunOptions = {}): Promise<Result> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { ...options, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'pipe'] });
  const failure = new Promise<string>((resolve) => child.once('error', ({ message }) => resolve(message)));
  const ended = Promise.all([text(child.stdout), text(child.stderr), closeOf(child)]);
  const result = await Promise.race([ended, failure]);
  options.signal?.throwIfAborted();
  if (typeof result === 'string') return { code: null, stdout: '', stderr: result };
  const [stdout, stderr, code] = result;
  return { code, stdout, stderr };
}

/** @throws Error with the end of what the program said, when it fails. */
export async function mustRun(command: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await runProgram(command, options);
  if (code === 0) return stdout;
  const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-30).join('\n');
  throw new Error(`${command.slice(0, 3).join(' ')} ended with ${code}:\n${said}`);
}

function closeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve));
}
