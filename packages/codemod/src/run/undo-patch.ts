import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { unifiedDiff } from '../report/diff.ts';
import type { Conversion } from './merge-conversions.ts';
import { Refusal } from './refusal.ts';
import type { FileChange } from './write-files.ts';

/** A patch that `git apply -R` takes in `folder`, in a repository or not. */
export interface UndoPatch {
  /** Absolute. */
  readonly folder: string;
  /** Relative to `folder`, POSIX. */
  readonly file: string;
}

/** Git and npm read a folder's own `.gitignore`, so that this one is neither committed nor published. */
const FOLDER = '.mcp-multi-account';
const EVERYTHING = '*\n';

/** The changes to be undone together, by the folder that `root` and all changed files have in common. */
export function byPatchFolder(conversions: readonly Pick<Conversion, 'root' | 'changes'>[]): Map<string, FileChange[]> {
  const seen = new Set<string>();
  const folders = new Map<string, FileChange[]>();
  for (const { root, changes } of conversions) {
    const folder = commonFolder([root, ...changes.map(({ path }) => dirname(path))]);
    const fresh = changes.filter(({ path }) => !seen.has(path) && seen.add(path));
    folders.set(folder, [...(folders.get(folder) ?? []), ...fresh]);
  }
  return folders;
}

/**
 * Writes the changes as a patch, next to what they change: `.mcp-multi-account/undo.patch` in `folder`. Those of earlier runs
 * stay, this one is then `undo-2.patch` and so on.
 *
 * @throws Refusal when it cannot be written.
 */
export async function writeUndoPatch(folder: string, changes: readonly FileChange[]): Promise<UndoPatch> {
  const patch = unifiedDiff(changes.map((change) => ({ ...change, path: posix(relative(folder, change.path)) })));
  try {
    await mkdir(join(folder, FOLDER), { recursive: true });
    await writeFile(join(folder, FOLDER, '.gitignore'), EVERYTHING);
    return { folder, file: await writeNew(folder, patch) };
  } catch (error) {
    const { code } = error as { code?: string };
    throw new Refusal(`${join(folder, FOLDER)} cannot be written (${code ?? 'unknown error'}). Nothing was changed.`);
  }
}

/** For a run that failed after it. */
export async function removeUndoPatch({ folder, file }: UndoPatch): Promise<void> {
  await rm(join(folder, file), { force: true });
}

/** The flag makes two runs at once take two names. */
async function writeNew(folder: string, patch: string, number = 1): Promise<string> {
  const file = `${FOLDER}/undo${number === 1 ? '' : `-${number}`}.patch`;
  try {
    await writeFile(join(folder, file), patch, { flag: 'wx' });
    return file;
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
    return writeNew(folder, patch, number + 1);
  }
}

function commonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    let shared = common;
    while (relative(shared, folder).split(sep)[0] === '..') shared = dirname(shared);
    return shared;
  });
}

function posix(path: string): string {
  return path.split(sep).join('/');
}
