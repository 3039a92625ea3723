import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Loads TypeScript, ESM and CommonJS alike. */
export const TSX = join(ROOT, 'node_modules/tsx/dist/loader.mjs');

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const LONGEST_MS = 10 * 60_000;

/** Runs a command to its end, whatever its exit code; the caller knows which codes are failures. */
export function run(command: readonly string[], cwd: string): Promise<Finished> {
  const [program = '', ...args] = withThisNode(command);
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, maxBuffer: 64 * 1024 * 1024, timeout: LONGEST_MS }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

/** The `node` of the PATH may be one that is too old for the product. */
export function withThisNode(command: readonly string[]): string[] {
  return command.map((word, index) => (index === 0 && word === 'node' ? process.execPath : word));
}

/**
 * npm without install scripts: some of these packages build themselves on installation, which nothing here needs. Without
 * their lock files, peers and engines may conflict, and a rule on the age of releases refuses ours: no reasons not to try.
 */
export async function npm(args: readonly string[], cwd: string): Promise<string> {
  const quiet = [
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--ignore-scripts',
    '--prefer-offline',
    '--engine-strict=false',
    '--force',
    '--min-release-age=0',
  ];
  const { code, stdout, stderr } = await run(['npm', ...args, ...quiet], cwd);
  if (code !== 0) throw new Error(`npm ${args[0]} failed: ${firstError(stderr)}`);
  return stdout;
}

/** Our library as users would install it, packed into `folder`. */
export async function packLibrary(folder: string): Promise<string> {
  const stdout = await npm(
    ['pack', '--json', '--workspace=@mcp-multi-account/cred-extract', `--pack-destination=${folder}`],
    ROOT,
  );
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, filename);
}

function firstError(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.startsWith('npm error'));
  return lines.slice(0, 3).join(' ').replaceAll('npm error ', '') || stderr.slice(0, 200);
}
