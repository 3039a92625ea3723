import { join } from 'node:path';
import { ROOT, run } from './commands.ts';

export const CLI = join(ROOT, 'packages/codemod/dist/cli.js');

export interface CodemodReport {
  readonly tools: readonly ReportedTool[];
  readonly clients: readonly ReportedClient[];
  readonly files: readonly unknown[];
}

interface Reported {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly verdict: string;
  readonly reason: string;
}

export interface ReportedTool extends Reported {
  readonly how: 'source' | 'server' | 'manual' | 'excluded';
}

export interface ReportedClient extends Reported {
  readonly how: 'source' | 'manual' | 'excluded';
}

/** `run --json` as its users run it. @throws {Error} when it refuses, with its own words */
export async function runCodemod(folder: string, path: string): Promise<{ report: CodemodReport; seconds: number }> {
  const started = performance.now();
  const { code, stdout, stderr } = await run(['node', CLI, 'run', path, '--json'], folder);
  const seconds = (performance.now() - started) / 1000;
  if (code > 1) throw new Error(`the codemod refused: ${stderr.trim().split('\n')[0]}`);
  return { report: JSON.parse(stdout) as CodemodReport, seconds };
}
