import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url));

export function programCommand(kind: string, ...flags: string[]): { command: string; args: string[] } {
  return { command: process.execPath, args: [PROGRAM, kind, ...flags] };
}

export interface Child {
  readonly process: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The exit code, or the signal that ended it. */
  readonly exit: Promise<number | string>;
  /** Resolves when standard error or output has `text`. */
  seen(text: string): Promise<void>;
  /** Where it listens, as its log says. */
  url(): Promise<string>;
}

export function startProgram(kind: string, env: Record<string, string> = {}, ...flags: string[]): Child {
  return startNode(programCommand(kind, ...flags).args, env);
}

export function startNode(args: readonly string[], env: Record<string, string> = {}): Child {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env } });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    printed.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    printed.stderr += chunk;
  });
  const seen = async (text: string) => {
    while (!`${printed.stdout}${printed.stderr}`.includes(text)) {
      await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')]);
    }
  };
  const url = async () => {
    await seen('"message":"listening on');
    return /listening on (http:[^"]+)"/.exec(printed.stderr)?.[1] ?? '';
  };
  const exit = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  return { process: child, stdout: () => printed.stdout, stderr: () => printed.stderr, exit, seen, url };
}
