import { ts } from 'ts-morph';
import type { SourceText } from '../../types.ts';
import { type Execution, executeFile } from '../starts/executed-code.ts';
import type { Modules } from '../starts/modules.ts';
import { commandsOf, type PackageManifest } from './manifest.ts';
import type { ScriptCommand } from './script-commands.ts';
import { sourceOfBuilt } from './source-of-built.ts';

/** What runs a source file where nothing is built. */
export type Runner = 'node' | 'tsx' | 'bun' | 'other';

/** A file that starts a server, as package.json or its name tells. */
export interface Program {
  readonly source: string;
  /** As package.json names it: after the build. Undefined where only the source is known. */
  readonly built: string | undefined;
  /** What package.json gives it after its name. */
  readonly args: readonly string[];
  readonly runner: Runner | undefined;
  readonly execution: Execution;
}

interface Candidate {
  readonly path: string;
  readonly args: readonly string[];
  readonly runner: Runner | undefined;
  /** False where only its name speaks for it: it may be no program at all. */
  readonly isNamed: boolean;
}

const CONVENTIONAL = ['index', 'server', 'main', 'stdio', 'cli', 'app'].flatMap((name) =>
  ['src/', ''].flatMap((folder) => ['ts', 'js', 'mts', 'mjs', 'cjs'].map((end) => `${folder}${name}.${end}`)),
);
const MAX_FILES_TRIED = 100;

/** What a search left undecided: several files start a server, and nothing says which one is meant. */
export interface Programs {
  readonly program: Program | undefined;
  readonly others: readonly Program[];
}

/**
 * The program of a package: what its `start` script, `bin` or `main` names, else a file with a usual name, else the only file
 * that starts a server. One that speaks over stdio stands before one that does not.
 */
export function findPrograms(manifest: PackageManifest, modules: Modules, ignored: ReadonlySet<string>): Programs {
  const named = [...namedCandidates(manifest), ...CONVENTIONAL.map(conventional)];
  const programs = named.flatMap((candidate) => asProgram(candidate, modules, ignored));
  const starting = programs.filter(({ execution }) => execution.starts.length > 0);
  const found = starting.find(speaksStdio) ?? starting[0];
  if (found && speaksStdio(found)) return { program: found, others: [] };
  const roots = rootPrograms(modules, ignored);
  if (roots.length > 1) return { program: found, others: found ? [] : roots };
  return { program: roots[0] ? withNames(roots[0], named[0]) : found, others: [] };
}

export function speaksStdio({ execution }: Pick<Program, 'execution'>): boolean {
  return execution.starts.some(({ transport }) => transport === 'stdio');
}

/** A file that a person has named. */
export function programAt(path: string, manifest: PackageManifest, modules: Modules): Program {
  const known = namedCandidates(manifest).flatMap((candidate) => asProgram(candidate, modules, new Set()));
  const same = known.find(({ source }) => source === path);
  return same ?? { source: path, built: undefined, args: [], runner: undefined, execution: executeFile(path, modules) };
}

function namedCandidates(manifest: PackageManifest): Candidate[] {
  const { scripts, bin, main } = manifest;
  const commands = ['start', 'serve', 'start:stdio'].flatMap((name) => commandsOf(scripts[name] ?? '', manifest));
  const paths = [...bin, ...main].map((path) => ({ path, args: [], runner: undefined, isNamed: true }));
  const development = commandsOf(scripts.dev ?? '', manifest).flatMap(startedFile);
  return [...commands.flatMap(startedFile), ...paths, ...development];
}

/** `node --enable-source-maps dist/index.js run` */
function startedFile({ program, args }: ScriptCommand): Candidate[] {
  const runner = runnerOf(program, args);
  const at = args.findIndex((word) => /\.[cm]?[jt]sx?$/.test(word) || (runner === 'node' && /^[\w./]+$/.test(word)));
  const path = args[at];
  if (runner === undefined || path === undefined) return [];
  const given = args.slice(at + 1);
  return [{ path, args: given.some(isOfShell) ? [] : given, runner, isNamed: true }];
}

/** What a shell would make something else of. */
function isOfShell(word: string): boolean {
  return /[$`<>&*]/.test(word);
}

function runnerOf(program: string, args: readonly string[]): Runner | undefined {
  if (program === 'node') return args.some((word) => /^(?:tsx|ts-node|@swc)/.test(word)) ? 'tsx' : 'node';
  if (program === 'tsx' || program === 'bun') return program;
  return /^(?:ts-node(?:-dev|-esm)?|nodemon|deno)$/.test(program) ? 'other' : undefined;
}

function conventional(path: string): Candidate {
  return { path, args: [], runner: undefined, isNamed: false };
}

function asProgram(
  { path, args, runner, isNamed }: Candidate,
  modules: Modules,
  ignored: ReadonlySet<string>,
): Program[] {
  const source = sourceOfBuilt(path, modules.paths);
  if (source === undefined || ignored.has(source)) return [];
  const built = isNamed && source !== normalized(path) ? normalized(path) : undefined;
  return [{ source, built: withExtension(built), args, runner, execution: executeFile(source, modules) }];
}

function normalized(path: string): string {
  return path.replace(/^\.\//, '');
}

/** `node dist` starts `dist/index.js`. */
function withExtension(built: string | undefined): string | undefined {
  return built === undefined || /\.[cm]?js$/.test(built) ? built : `${built.replace(/\/$/, '')}/index.js`;
}

/** Files that nothing else of the package imports, and that start a server over stdio. */
function rootPrograms(modules: Modules, ignored: ReadonlySet<string>): Program[] {
  const paths = [...modules.paths].filter((path) => !path.startsWith('..') && !ignored.has(path));
  const imported = new Set(paths.flatMap((path) => importsOf(path, modules)));
  return paths
    .filter((path) => !imported.has(path))
    .slice(0, MAX_FILES_TRIED)
    .map((source) => ({
      source,
      built: undefined,
      args: [],
      runner: undefined,
      execution: executeFile(source, modules),
    }))
    .filter(speaksStdio);
}

function importsOf(path: string, modules: Modules): string[] {
  const { importedFiles } = ts.preProcessFile(modules.get(path)?.source.text ?? '', true, true);
  return importedFiles.flatMap(({ fileName }) => modules.resolve(fileName, path) ?? []);
}

/** What a bundler writes need not be named after what it reads: the package's program is the one that there is. */
function withNames(program: Program, named: Candidate | undefined): Program {
  if (!named?.isNamed || !/^(?:\.\/)?(?:dist|build|out|lib|bin)\//.test(named.path)) return program;
  return { ...program, built: withExtension(normalized(named.path)), args: named.args, runner: named.runner };
}

/** Files that call the entry point already are no programs to start, and neither is anything that only they load. */
export function entryFiles(files: readonly SourceText[]): string[] {
  return files.filter(({ path, text }) => /\.[cm]?[jt]s$/.test(path) && ENTRY.test(text)).map(({ path }) => path);
}

const ENTRY = /(?:from|require\(|import)\s*\(?['"]@mcp-multi-account\/entrypoint['"]/;
