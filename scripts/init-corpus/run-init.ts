import { run } from '../corpus/commands.ts';
import { CLI } from '../corpus/run-codemod.ts';

/** The part of what `init --json` prints that the table needs. */
export interface InitReport {
  readonly verdict: string;
  readonly reason: string;
  readonly entry: { readonly path: string; readonly built: string } | null;
  readonly files: readonly { readonly path: string; readonly action: string }[];
  readonly left: readonly string[];
}

/** As its users run it; with `--force`, since some have a Dockerfile already. @throws {Error} when it refuses */
export async function runInit(folder: string): Promise<InitReport> {
  const { code, stdout, stderr } = await run(['node', CLI, 'init', folder, '--json', '--force'], folder);
  if (code > 1) throw new Error(`init refused: ${stderr.trim().split('\n')[0]}`);
  return JSON.parse(stdout) as InitReport;
}

export function writtenFiles({ files }: InitReport): string[] {
  return files.filter(({ action }) => action !== 'unchanged' && action !== 'kept').map(({ path }) => path);
}
