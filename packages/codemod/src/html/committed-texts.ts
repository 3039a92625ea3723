import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { SourceText } from '../types.ts';

/** Text of one file in bytes; a bundled source can be large. */
const MAX_BYTES = 64 * 1024 * 1024;

export interface CommittedTexts {
  /** Short hash of HEAD. */
  readonly commit: string;
  /** Only files that HEAD has, as it has them. */
  readonly files: readonly SourceText[];
}

/** The given files as the last commit has them; undefined outside git, and in a repository without a commit. */
export async function committedTexts(root: string, files: readonly SourceText[]): Promise<CommittedTexts | undefined> {
  try {
    const commit = (await git(root, ['rev-parse', '--short', 'HEAD'])).trim();
    const tracked = await names(root, ['ls-tree', '-r', '-z', '--name-only', 'HEAD']);
    const changed = await names(root, ['diff', '--name-only', '-z', '--relative', 'HEAD']);
    const isAbove = (path: string) => path.startsWith('../');
    const known = files.filter(({ path }) => tracked.has(path) || isAbove(path));
    const texts = known.map((file) =>
      changed.has(file.path) || isAbove(file.path) ? committedText(root, file.path) : file,
    );
    return { commit, files: (await Promise.all(texts)).filter((file) => file !== undefined) };
  } catch {
    return undefined;
  }
}

/** `./` counts from the folder and not from the repository; `--filters` gives the line endings of the working tree. */
async function committedText(root: string, path: string): Promise<SourceText | undefined> {
  try {
    return { path, text: await git(root, ['cat-file', '--filters', `HEAD:./${path}`]) };
  } catch {
    return undefined;
  }
}

async function names(root: string, given: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await git(root, given)).split('\0'));
}

async function git(folder: string, given: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', given, { cwd: folder, maxBuffer: MAX_BYTES });
  return stdout;
}
