import { readdir } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { SkippedPath } from '../types.ts';
import { type IgnoreStack, isIgnored, rulesAbove, withRulesOf } from './git-ignore.ts';

/** Paths are POSIX and relative to the folder searched, in the order of their names. */
export interface FoundSources {
  readonly paths: readonly string[];
  /** Build output that git does not ignore: it may be committed, and then has to be built again. */
  readonly skipped: readonly SkippedPath[];
}

const SOURCE = /\.[cm]?[jt]sx?$|^package\.json$/;
const README = /^readme\.md$/i;
/** Installed, of another tool, or made from what is searched anyway. */
const OTHER_FOLDERS = new Set([
  'node_modules',
  '.git',
  '.mcp-multi-account',
  'coverage',
  'cdk.out',
  '.next',
  '.serverless',
]);
const BUILD_OUTPUT = new Set(['dist', 'build', 'out']);
/** Tests register tools too, but only to test with. */
const TEST_FOLDERS = new Set(['test', 'tests', '__tests__', '__mocks__']);
const OTHER_FILES = /\.d\.[cm]?ts$|\.(?:test|spec)\.[^/]*$|\.min\.js$/;

/** The source files, manifests and READMEs of a folder that git does not ignore. Links are not followed. */
export async function findSources(root: string): Promise<FoundSources> {
  const found: Search = { root, paths: [], skipped: [] };
  await search(root, await rulesAbove(root), found);
  return { paths: found.paths.sort(), skipped: found.skipped };
}

interface Search {
  readonly root: string;
  readonly paths: string[];
  readonly skipped: SkippedPath[];
}

async function search(folder: string, above: IgnoreStack, found: Search): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries) {
    found.skipped.push({ path: `${posix(folder, found)}/`, reason: 'cannot be read' });
    return;
  }
  const rules = await withRulesOf(folder, above);
  const folders: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isFile() && isSource(entry.name) && !isIgnored(path, false, rules)) found.paths.push(posix(path, found));
    if (!entry.isDirectory() || isOtherFolder(entry.name) || isIgnored(path, true, rules)) continue;
    if (BUILD_OUTPUT.has(entry.name) && !isBelowSource(folder, found))
      found.skipped.push({ path: `${posix(path, found)}/`, reason: 'build output' });
    else folders.push(path);
  }
  await Promise.all(folders.map((each) => search(each, rules, found)));
}

/** No compiler writes among its sources: `src/build` is one of them. */
function isBelowSource(folder: string, { root }: Search): boolean {
  return [basename(root), ...relative(root, folder).split(sep)].includes('src');
}

function isSource(name: string): boolean {
  return (SOURCE.test(name) && !OTHER_FILES.test(name)) || README.test(name);
}

function isOtherFolder(name: string): boolean {
  return OTHER_FOLDERS.has(name) || TEST_FOLDERS.has(name);
}

function posix(path: string, { root }: Search): string {
  return relative(root, path).split(sep).join('/');
}
