import { posix } from 'node:path';
import type { SourceText } from '../types.ts';
import { isKnownPackage } from './known-packages.ts';
import type { ModuleResolution } from './resolve-module.ts';

/** What package.json says about how a package is imported. */
interface Manifest {
  readonly name: string;
  readonly folder: string;
  readonly main: string | undefined;
  readonly exports: unknown;
}

/** Conditions of `exports`, those that name sources first; a published build is looked for among the sources. */
const CONDITIONS = ['source', 'development', 'types', 'import', 'node', 'worker', 'workerd', 'require', 'default'];
const MAX_FOLDERS_ABOVE = 50;
const BUILD_FOLDER = /^(?:dist|build|lib|out)(?:\/(?:esm|cjs|es|types))?\//;
const COMPILED = /\.(?:d\.)?[cm]?[jt]s$/;

/**
 * `resolution` and the names of the packages whose manifests are given: imports of these mean their source files, those of
 * known packages what would be installed.
 */
export function withWorkspaces(resolution: ModuleResolution, manifests: readonly SourceText[]): ModuleResolution {
  const base = resolution.baseUrl ?? '.';
  const packages = manifests.flatMap((source) => readManifest(source));
  if (packages.length === 0) return resolution;
  const sources = packages.filter(({ name }) => !isKnownPackage(name)).flatMap((each) => sourcePaths(each, base));
  const installed = packages.filter(({ name }) => isKnownPackage(name)).flatMap(({ name }) => installedPaths(name));
  const paths = { ...Object.fromEntries(sources), ...resolution.paths, ...Object.fromEntries(installed) };
  return { ...resolution, paths };
}

type PathEntry = [pattern: string, targets: string[]];

function sourcePaths({ name, folder, main, exports }: Manifest, base: string): PathEntry[] {
  return Object.entries(entryPoints(main, exports)).map(([subpath, targets]) => [
    posix.join(name, subpath),
    targets.map((target) => pathBetween(base, posix.join(folder, target))),
  ]);
}

/** Beats a pattern of tsconfig.json that would lead to the package's source. Nothing is read of node_modules. */
function installedPaths(name: string): PathEntry[] {
  return [name, `${name}/*`].map((pattern) => [pattern, [posix.join('node_modules', pattern)]]);
}

/** Both are relative to the project, and may lie above it: of no folder that exists, so that the current one says nothing. */
function pathBetween(base: string, path: string): string {
  const project = '/_'.repeat(MAX_FOLDERS_ABOVE);
  return posix.relative(posix.join(project, base), posix.join(project, path));
}

/** The names under which the packages of a project import one another. */
export function workspaceNames(manifests: readonly SourceText[]): { readonly name: string; readonly folder: string }[] {
  return manifests.flatMap((source) => readManifest(source));
}

/** A manifest that is no JSON is refused where it has to be edited; here it names no package. */
function readManifest({ path, text }: SourceText): Manifest[] {
  try {
    const { name, main, module, exports } = JSON.parse(text) as Record<string, unknown>;
    if (typeof name !== 'string' || name === '') return [];
    const entry = [module, main].find((candidate) => typeof candidate === 'string');
    return [{ name, folder: posix.dirname(path), main: entry as string | undefined, exports }];
  } catch {
    return [];
  }
}

/** Subpaths, as they are written behind the package's name, and the files that each may be. */
function entryPoints(main: string | undefined, exports: unknown): Record<string, string[]> {
  if (exports === undefined || exports === null) return { '.': [...mainFiles(main), 'src/index', 'index'], '*': ['*'] };
  const isTable = typeof exports === 'object' && Object.keys(exports).some((key) => key.startsWith('.'));
  const table = isTable ? (exports as Record<string, unknown>) : { '.': exports };
  return Object.fromEntries(Object.entries(table).map(([key, target]) => [key, filesOf(target).flatMap(sourcesOf)]));
}

function mainFiles(main: string | undefined): string[] {
  return main === undefined ? [] : sourcesOf(main);
}

/** Every file that an entry of `exports` may mean, the likeliest source first. */
function filesOf(target: unknown): string[] {
  if (typeof target === 'string') return [target];
  if (Array.isArray(target)) return target.flatMap(filesOf);
  if (typeof target !== 'object' || target === null) return [];
  const conditions = target as Record<string, unknown>;
  return CONDITIONS.flatMap((condition) => filesOf(conditions[condition]));
}

/** `./dist/server.js` is built from `./src/server.ts`, or from `./server.ts`. */
function sourcesOf(file: string): string[] {
  const path = posix.normalize(file);
  if (!BUILD_FOLDER.test(path)) return [path];
  const source = path.replace(BUILD_FOLDER, '').replace(COMPILED, '');
  return [posix.join('src', source), source, path];
}
