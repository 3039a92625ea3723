import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './commands.ts';

const COMPILER = 'node_modules/typescript/bin/tsc';

/** Type errors by the package's own compiler and settings, else by ours; undefined for a package without types. */
export async function countTypeErrors(folder: string): Promise<number | undefined> {
  if (!existsSync(join(folder, 'tsconfig.json'))) return undefined;
  const own = join(folder, COMPILER);
  const { stdout } = await run(['node', existsSync(own) ? own : join(ROOT, COMPILER), '--noEmit'], folder);
  return countErrors(stdout);
}

/** A message may continue on further, indented lines. */
export function countErrors(output: string): number {
  return output.split('\n').filter((line) => /^\S.*error TS\d+|^error TS\d+/.test(line)).length;
}
