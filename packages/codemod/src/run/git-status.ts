import { execFile } from 'node:child_process';
import { relative } from 'node:path';
import { promisify } from 'node:util';
import { isInRepository } from './git-ignore.ts';
import { Refusal } from './refusal.ts';

const SHOWN = 5;

/**
 * Refuses to change files between somebody's own uncommitted changes. Untracked files count (git cannot bring those back), as
 * they do for @next/codemod; changes elsewhere, but for the `files` to be written, do not. Outside a repository there is nothing to protect.
 *
 * @throws Refusal when `folder` has uncommitted changes, or git cannot tell.
 */
export async function requireCleanTree(folder: string, files: readonly string[]): Promise<void> {
  if (!(await isInRepository(folder))) return;
  const changes = (
    await status(
      folder,
      files.filter((file) => relative(folder, file).startsWith('..')),
    )
  )
    .split('\n')
    .filter((line) => line !== '');
  if (changes.length === 0) return;
  const shown = changes.slice(0, SHOWN).map((line) => `  ${line}`);
  const more = changes.length > SHOWN ? [`  and ${changes.length - SHOWN} more`] : [];
  throw new Refusal(
    [
      `${folder} has changes that are not committed:`,
      ...shown,
      ...more,
      'Commit or stash them, so that the changes of the codemod stand alone, or give --force. Nothing was changed.',
    ].join('\n'),
  );
}

/** Without the file system monitor, which is a command that the repository's own configuration may name. */
async function status(folder: string, elsewhere: readonly string[]): Promise<string> {
  const options = ['-c', 'core.fsmonitor=false', 'status', '--porcelain', '--', '.', ...elsewhere];
  try {
    const env = { ...process.env, LC_ALL: 'C' };
    return (await promisify(execFile)('git', options, { cwd: folder, env, maxBuffer: 2 ** 26 })).stdout;
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (stderr?.includes('not a git repository')) return '';
    const why = code === 'ENOENT' ? 'git is not installed' : (stderr?.split('\n')[0] ?? 'git failed');
    throw new Refusal(`Whether ${folder} has uncommitted changes cannot be told (${why}). Give --force to go on.`);
  }
}
