import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * The file of patterns that git ignores in every repository of this person: `core.excludesFile`, also of the repository's own
 * configuration, else `git/ignore` in the configuration folder. Where git cannot be asked, the latter.
 */
export async function globalExcludesFile(repository: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const configured = await configuredFile(repository, env);
  if (configured !== undefined) return isAbsolute(configured) ? configured : join(repository, configured);
  const folder = env.XDG_CONFIG_HOME ? env.XDG_CONFIG_HOME : join(env.HOME ?? homedir(), '.config');
  return join(folder, 'git', 'ignore');
}

async function configuredFile(repository: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const asked = ['config', '--type=path', '--get', 'core.excludesFile'];
  const answer = await promisify(execFile)('git', asked, { cwd: repository, env }).catch(() => undefined);
  return answer?.stdout.replace(/\r?\n$/, '') || undefined;
}
