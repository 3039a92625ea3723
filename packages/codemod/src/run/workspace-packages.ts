import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { isKnownPackage } from '../project/known-packages.ts';

/** A package of a workspace, by its name, and the other packages that its manifest names. */
interface WorkspacePackage {
  readonly folder: string;
  readonly dependencies: readonly string[];
}

const DEPENDENCIES = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
const NOT_PACKAGES = new Set(['node_modules', '.git']);

/**
 * The folders of the workspace packages outside of `root` that the manifests among `files` depend on, directly or through one
 * another. Empty outside of a workspace. Without known packages: what their sources register is nothing of the project's own.
 */
export async function workspaceDependencies(root: string, manifests: readonly string[]): Promise<string[]> {
  const wanted = manifests.flatMap(dependenciesIn);
  if (wanted.length === 0) return [];
  const packages = await packagesAbove(root);
  const found = new Map<string, string>();
  for (const name of wanted) {
    const sibling = isKnownPackage(name) ? undefined : packages.get(name);
    if (!sibling || found.has(name)) continue;
    found.set(name, sibling.folder);
    wanted.push(...sibling.dependencies);
  }
  return [...found.values()].filter(
    (folder) => !`${folder}/`.startsWith(`${root}/`) && !`${root}/`.startsWith(`${folder}/`),
  );
}

/** The packages of the nearest workspace that is declared above a folder. */
async function packagesAbove(root: string): Promise<ReadonlyMap<string, WorkspacePackage>> {
  for (let folder = dirname(root); ; folder = dirname(folder)) {
    const patterns = await workspacePatterns(folder);
    if (patterns.length > 0) return packagesOf(folder, patterns);
    if (folder === dirname(folder)) return new Map();
  }
}

async function workspacePatterns(folder: string): Promise<string[]> {
  const pnpm = await readFile(join(folder, 'pnpm-workspace.yaml'), 'utf8').catch(() => undefined);
  if (pnpm !== undefined) return pnpmPatterns(pnpm);
  const { workspaces } = await readManifest(folder);
  const patterns = Array.isArray(workspaces)
    ? workspaces
    : (workspaces as { packages?: unknown } | undefined)?.packages;
  return Array.isArray(patterns) ? patterns.filter((pattern) => typeof pattern === 'string') : [];
}

/** The items of `packages:`; the rest of the file is pnpm's own business. */
function pnpmPatterns(yaml: string): string[] {
  const list = /^packages:[^\S\n]*(?:#.*)?\n((?:[^\S\n]*(?:-.*|#.*)?\n?)*)/m.exec(yaml)?.[1] ?? '';
  return [...list.matchAll(/^\s*-\s*(?:'([^']*)'|"([^"]*)"|([^\s#]+))/gm)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );
}

async function packagesOf(workspace: string, patterns: readonly string[]): Promise<Map<string, WorkspacePackage>> {
  const kept = patterns.filter((pattern) => !pattern.startsWith('!'));
  const folders = await Promise.all(kept.map((pattern) => foldersMatching(workspace, posix.normalize(pattern))));
  const read = await Promise.all(
    folders.flat().map(async (folder) => ({ folder, manifest: await readManifest(folder) })),
  );
  return new Map(
    read.flatMap(({ folder, manifest }) =>
      typeof manifest.name === 'string' ? [[manifest.name, { folder, dependencies: dependencyNames(manifest) }]] : [],
    ),
  );
}

/** `packages/*`, `libs/**`, or one folder. Links are not followed. */
async function foldersMatching(folder: string, pattern: string): Promise<string[]> {
  const [first = '', ...rest] = pattern.split('/').filter((part) => part !== '');
  if (first === '') return [folder];
  if (!first.includes('*')) return foldersMatching(join(folder, first), rest.join('/'));
  const below = await foldersIn(folder);
  const name = new RegExp(`^${first.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*')}$`);
  const next = first === '**' ? pattern : rest.join('/');
  const matching = below.filter((each) => name.test(each)).map((each) => foldersMatching(join(folder, each), next));
  const here = first === '**' ? await foldersMatching(folder, rest.join('/')) : [];
  return [...here, ...(await Promise.all(matching)).flat()];
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && !NOT_PACKAGES.has(entry.name)).map(({ name }) => name);
}

type ManifestFields = Record<string, unknown>;

/** Of no package where there is no manifest, or none that can be read as one. */
async function readManifest(folder: string): Promise<ManifestFields> {
  return parsed(await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}'));
}

function dependenciesIn(manifest: string): string[] {
  return dependencyNames(parsed(manifest));
}

function parsed(text: string): ManifestFields {
  try {
    const manifest: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof manifest === 'object' && manifest !== null ? (manifest as ManifestFields) : {};
  } catch {
    return {};
  }
}

function dependencyNames(manifest: ManifestFields): string[] {
  return DEPENDENCIES.flatMap((kind) => Object.keys((manifest[kind] as object | undefined) ?? {}));
}
