import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

const SCRIPTS = ['scripts/*.sh', 'scripts/image/*.sh', 'scripts/test-image/*.sh'];

/** What shellcheck has to say of our scripts; empty is good. Undefined where it is not installed. */
export async function shellcheck(repository: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const program = env.SHELLCHECK ?? 'shellcheck';
  if ((await runProgram([program, '--version'])).code !== 0) return undefined;
  const files: string[] = [];
  for await (const file of glob(SCRIPTS, { cwd: repository })) files.push(join(repository, file));
  const { stdout } = await runProgram([program, '--external-sources', '--source-path=SCRIPTDIR', ...files]);
  return stdout.trim();
}
