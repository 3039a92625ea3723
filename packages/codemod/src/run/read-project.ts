import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { isGenerated } from '../project/generated-file.ts';
import { mentionsTools } from '../project/relevant-files.ts';
import type { ModuleResolution } from '../project/resolve-module.ts';
import { isReadme } from '../readme/is-readme.ts';
import type { SkippedPath, SourceText } from '../types.ts';
import { findSources } from './find-sources.ts';
import { readModuleResolution } from './read-tsconfig.ts';
import { Refusal } from './refusal.ts';
import { workspaceDependencies } from './workspace-packages.ts';

/**
 * A project as it is on disk. Paths of files are relative to `root`. A manifest may lie above it, and so do the sources of
 * workspace packages that it depends on: these are there to be read, not to be changed.
 */
export interface ProjectFiles {
  readonly root: string;
  readonly files: readonly SourceText[];
  readonly resolution: ModuleResolution;
  /** What is not looked into, or not changed, although it may hold tools. */
  readonly skipped: readonly SkippedPath[];
}

const SOURCE_FILE = /\.[cm]?[jt]sx?$/;

/**
 * Reads what the codemod may look at: a folder, or one source file with the manifest of its package.
 *
 * @throws Refusal when there is no such path, or it is a file of another kind.
 */
export async function readProject(path: string): Promise<ProjectFiles> {
  const absolute = resolve(path);
  const found = await stat(absolute).catch(() => undefined);
  if (!found) throw new Refusal(`There is no file or folder ${path}.`);
  if (!found.isDirectory() && !SOURCE_FILE.test(absolute)) {
    throw new Refusal(
      `${path} is not a TypeScript or JavaScript file. Give the folder of an MCP server, or one source file.`,
    );
  }
  const root = found.isDirectory() ? absolute : dirname(absolute);
  const { paths, skipped } = found.isDirectory()
    ? await findSources(root)
    : { paths: [basename(absolute)], skipped: [] };
  const names = [...paths, ...(await manifestAbove(root, paths))];
  const files = (await Promise.all(names.map((name) => readText(root, name)))).filter((file) => file !== undefined);
  const resolution = await readModuleResolution(root);
  return {
    root,
    files: [...files, ...(await workspaceFiles(root, files))],
    resolution,
    skipped: [...skipped, ...files.flatMap(generatedFile)],
  };
}

/** Read all the same: what a generated file registers is covered by the server. */
function generatedFile({ path, text }: SourceText): SkippedPath[] {
  return isGenerated(text) && mentionsTools(text) && !isReadme({ path }) ? [{ path, reason: 'generated file' }] : [];
}

async function workspaceFiles(root: string, files: readonly SourceText[]): Promise<SourceText[]> {
  const manifests = files.filter(({ path }) => basename(path) === 'package.json').map(({ text }) => text);
  const folders = await workspaceDependencies(root, manifests);
  const texts = await Promise.all(folders.map((folder) => sourcesIn(root, folder)));
  return texts.flat();
}

/** READMEs of other packages say nothing about the code of this one. */
async function sourcesIn(root: string, folder: string): Promise<SourceText[]> {
  const { paths } = await findSources(folder);
  const names = paths.map((path) => relative(root, join(folder, path)).split(sep).join('/'));
  const texts = await Promise.all(names.filter((path) => !isReadme({ path })).map((name) => readText(root, name)));
  return texts.filter((file) => file !== undefined);
}

/** The nearest package.json above the root, where the root has none of its own. */
async function manifestAbove(root: string, names: readonly string[]): Promise<string[]> {
  if (names.includes('package.json')) return [];
  const isFile = (path: string) =>
    stat(path).then(
      (found) => found.isFile(),
      () => false,
    );
  if (await isFile(join(root, 'package.json'))) return ['package.json'];
  for (let folder = root; folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(dirname(folder), 'package.json');
    if (await isFile(manifest)) return [relative(root, manifest).split(sep).join('/')];
  }
  return [];
}

/** Text that is not UTF-8 cannot be written back byte for byte; it is left out unless it matters. */
async function readText(root: string, path: string): Promise<SourceText | undefined> {
  const bytes = await readFile(join(root, path)).catch((error: { code?: string }) => {
    throw new Refusal(`${path} cannot be read (${error.code ?? 'unknown error'}). Nothing was changed.`);
  });
  try {
    return { path, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    if (isReadme({ path }) || !mentionsTools(bytes.toString('latin1'))) return undefined;
    throw new Refusal(`${path} is not UTF-8 text. Convert it first; nothing was changed.`);
  }
}
