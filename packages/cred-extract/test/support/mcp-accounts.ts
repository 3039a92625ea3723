import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';

const PACKAGE = join(import.meta.dirname, '../..');
const { bin } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { bin: Record<string, string> };

/** The program as it is published. */
export const MCP_ACCOUNTS = join(PACKAGE, bin['mcp-accounts'] as string);

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line with a home folder, an environment and a working directory of its own. */
export interface CommandLine {
  readonly folder: string;
  /** Set for every run. Nothing is inherited. */
  readonly env: Record<string, string>;
  /** What no run may ever print. */
  readonly canaries: string[];
  run(args: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Runs with `--json`; what it printed, parsed. */
  // biome-ignore lint/suspicious/noExplicitAny: each command has a shape of its own, which the tests spell out.
  json(args: readonly string[], options?: RunOptions): Promise<any>;
  /** The path of a new file. */
  file(name: string, text: string): Promise<string>;
  remove(): Promise<void>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Default: an empty stdin. */
  readonly stdin?: string;
}

export async function createCommandLine(env: Readonly<Record<string, string>> = {}): Promise<CommandLine> {
  const folder = await mkdtemp(join(tmpdir(), 'test-mcp-accounts-'));
  const line: CommandLine = {
    folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder, AWS_EC2_METADATA_DISABLED: 'true', ...env },
    canaries: [],
    run: async (args, options = {}) => {
      const outcome = await runNode([MCP_ACCOUNTS, ...args], folder, { ...line.env, ...options.env }, options.stdin);
      for (const canary of line.canaries) expect(`${outcome.stdout}${outcome.stderr}`).not.toContain(canary);
      return outcome;
    },
    json: async (args, options) => {
      const { stdout, stderr } = await line.run([...args, '--json'], options);
      expect(stderr).toBe('');
      return JSON.parse(stdout);
    },
    file: async (name, text) => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  return line;
}

export function runNode(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  stdin = '',
): Promise<Outcome> {
  const child = spawn(process.execPath, args, { cwd, env });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  // A program that does not read closes it first.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
}
