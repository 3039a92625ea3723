import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a Node program to its end with the Node that runs the demo. Aborting `signal` kills it. */
export async function runNode(args: readonly string[], cwd: string, signal: AbortSignal): Promise<Finished> {
  const child = spawn(process.execPath, args, { cwd, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, stdout, stderr };
}

/** @throws Error with what the command printed, when it fails. */
export function requireSuccess(command: string, { code, stdout, stderr }: Finished): string {
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${`${stdout}\n${stderr}`.trim()}`);
  return stdout;
}
