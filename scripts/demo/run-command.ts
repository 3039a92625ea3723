import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a Node program to its end with the Node that runs the demo. Aborting `signal` kills it.
 *
 * @throws the signal's reason, once the program is gone and writes nothing more.
 */
export async function runNode(
  args: readonly string[],
  cwd: string,
  signal: AbortSignal,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finished> {
  // npm finishes an install before it heeds a softer signal, and what is half done is thrown away.
  const stop = { signal, killSignal: 'SIGKILL' } as const;
  const child = spawn(process.execPath, args, { ...stop, cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  // Aborting also emits an error, at once; what counts is the end.
  child.on('error', () => {});
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closeOf(child)]);
  signal.throwIfAborted();
  return { code, stdout, stderr };
}

/** @throws Error with what the command printed, when it fails. */
export function requireSuccess(command: string, { code, stdout, stderr }: Finished): string {
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${`${stdout}\n${stderr}`.trim()}`);
  return stdout;
}

/** Not `once` of `node:events`: it would reject with the error. */
function closeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve));
}
