import { readFile, stat } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { globalExcludesFile } from './global-excludes.ts';

/** The patterns of one folder. Paths given to it are relative to that folder. */
interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** What the `.gitignore` files from the repository's root down to one folder say; the nearest comes last and wins. */
export type IgnoreStack = readonly IgnoreRules[];

/**
 * The rules that hold in `folder` before its own: those of the folders above it in the same repository, of `.git/info/exclude`,
 * and of the person's own excludes file. None when they ignore `folder` itself, because somebody named it; none outside a repository.
 */
export async function rulesAbove(folder: string): Promise<IgnoreStack> {
  const above = await foldersToRepository(folder);
  const repository = above[0];
  if (repository === undefined) return [];
  const everywhere = await withRulesIn(await globalExcludesFile(repository), repository, []);
  let stack = await withRulesOf(repository, everywhere, join('.git', 'info', 'exclude'));
  for (const each of above) {
    if (isIgnored(each, true, stack)) return [];
    if (each !== folder) stack = await withRulesOf(each, stack);
  }
  return stack;
}

/** `stack` and what the folder's own `.gitignore` adds to it. */
export function withRulesOf(folder: string, stack: IgnoreStack, file = '.gitignore'): Promise<IgnoreStack> {
  return withRulesIn(join(folder, file), folder, stack);
}

/** The patterns of `file`, which are relative to `folder`. */
async function withRulesIn(file: string, folder: string, stack: IgnoreStack): Promise<IgnoreStack> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? stack : [...stack, { folder, rules: ignore({ ignorecase: false }).add(text) }];
}

/**
 * As git decides: the nearest `.gitignore` with a pattern for the path has the last word. In a folder that a nearer one brings
 * back, those that ignore the folder are not asked: they would say the same of everything in it.
 */
export function isIgnored(path: string, isFolder: boolean, stack: IgnoreStack): boolean {
  for (const { folder, rules } of stack.toReversed()) {
    const name = relative(folder, path).split(sep).join('/');
    const parent = posix.dirname(name);
    if (name === '' || (parent !== '.' && rules.ignores(`${parent}/`))) continue;
    const { ignored, unignored } = rules.test(isFolder ? `${name}/` : name);
    if (ignored || unignored) return ignored;
  }
  return false;
}

export async function isInRepository(folder: string): Promise<boolean> {
  return (await foldersToRepository(folder)).length > 0;
}

/** From the repository's root down to `folder`; empty outside a repository. */
async function foldersToRepository(folder: string): Promise<string[]> {
  const folders: string[] = [];
  for (let current = folder; ; current = dirname(current)) {
    folders.unshift(current);
    if (await exists(join(current, '.git'))) return folders;
    if (current === dirname(current)) return [];
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
