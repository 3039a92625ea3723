import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end, whatever its exit code; the caller knows which codes are failures. */
export function run(command: string, args: readonly string[], cwd: string): Promise<Finished> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

/** npm without install scripts: some of these packages build themselves on installation, which nothing here needs. */
export async function npm(args: readonly string[], cwd: string): Promise<string> {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
  const { code, stdout, stderr } = await run('npm', [...args, ...quiet], cwd);
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${stderr}`);
  return stdout;
}

/** Type errors as the package's own compiler and settings report them; undefined for a package without types. */
export async function countTypeErrors(folder: string): Promise<number | undefined> {
  if (!existsSync(join(folder, 'tsconfig.json'))) return undefined;
  const { stdout } = await run(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit'], folder);
  return stdout.split('\n').filter((line) => /error TS\d+/.test(line)).length;
}

/** Our packages as users would install them, packed into `folder`. */
export async function packLibrary(folder: string): Promise<string> {
  const stdout = await npm(
    ['pack', '--json', '--workspace=@mcp-multi-account/cred-extract', `--pack-destination=${folder}`],
    ROOT,
  );
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, filename);
}
