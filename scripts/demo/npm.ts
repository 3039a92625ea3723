import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { requireSuccess, runNode } from './run-command.ts';

/**
 * Runs npm with the Node that runs the demo: under an older one npm would pick older versions of what is not pinned.
 *
 * @throws Error with npm's output when it fails.
 */
export async function npm(args: readonly string[], cwd: string, signal: AbortSignal): Promise<string> {
  const result = await runNode([npmProgram(process.env), ...args], cwd, signal);
  return requireSuccess(`npm ${args[0]}`, result);
}

/** npm names itself to the scripts that it runs; started without npm, the one on the PATH will do. */
function npmProgram(env: NodeJS.ProcessEnv): string {
  if (env.npm_execpath?.endsWith('npm-cli.js')) return env.npm_execpath;
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const program = realPathOf(join(folder, 'npm'));
    if (program?.endsWith('npm-cli.js')) return program;
  }
  throw new Error('npm was not found. Run the demo as: npm run demo');
}

function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
