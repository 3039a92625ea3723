import { posix } from 'node:path';
import { ModuleKind, ModuleResolutionKind, Project, ScriptTarget, type SourceFile, ts } from 'ts-morph';
import type { ParsedProject, SourceText } from '../types.ts';
import { isOutside } from './outside.ts';
import { relevantFiles } from './relevant-files.ts';
import type { ModuleResolution } from './resolve-module.ts';
import { withWorkspaces } from './workspaces.ts';

/** A parsed project that also knows the sources it left unparsed, so that a claim about all uses of a name is honest. */
export interface ToolProject extends ParsedProject {
  readonly unparsed: readonly SourceText[];
  readonly manifests: readonly SourceText[];
}

/** A source file that does not parse. The codemod refuses the whole project: nothing is written. */
export class SourceSyntaxError extends Error {
  override readonly name = 'SourceSyntaxError';
  readonly file: string;
  readonly line: number;

  constructor(file: string, line: number, detail: string) {
    super(`${file}:${line}: ${detail}`);
    this.file = file;
    this.line = line;
  }
}

/**
 * Parses what matters of a project, in memory: the engine does no I/O and loads no type declarations. The type checker
 * starts only when a symbol is asked for. Files outside of the project (`../…`) are parsed where the project imports them.
 *
 * @throws SourceSyntaxError for the first file that does not parse.
 */
export function parseProject(files: readonly SourceText[], given: ModuleResolution = {}): ToolProject {
  const manifests = files.filter(isManifest);
  const resolution = withWorkspaces(given, manifests);
  const root = rootOf(files);
  const project = inMemoryProject(root, resolution);
  const relevant = relevantFiles(files, resolution);
  const parsed = relevant.map(({ path, text }) => parseFile(project, posix.join(root, path), { path, text }));
  const known = new Set(relevant);
  return {
    files: parsed,
    unparsed: files.filter((file) => !known.has(file) && !isManifest(file) && !isOutside(file.path)),
    manifests,
    pathOf: (file) => pathFrom(root, file.getFilePath()),
  };
}

/** The project's folder in memory: deep enough for the files that lie above it. */
function rootOf(files: readonly SourceText[]): string {
  const ups = files.map(({ path }) => /^(?:\.\.\/)*/.exec(path)?.[0] ?? '');
  return `/${'project/'.repeat(Math.max(0, ...ups.map((up) => up.length / '../'.length)))}`;
}

function pathFrom(root: string, path: string): string {
  return path.startsWith(root) ? path.slice(root.length) : posix.relative(root, path);
}

function inMemoryProject(root: string, { baseUrl, paths }: ModuleResolution): Project {
  return new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: {
      allowJs: true,
      noLib: true,
      types: [],
      target: ScriptTarget.ESNext,
      module: ModuleKind.ESNext,
      moduleResolution: ModuleResolutionKind.Bundler,
      ...(baseUrl !== undefined && { baseUrl: posix.join(root, baseUrl), ignoreDeprecations: '6.0' }),
      // What the compiler takes from the file that it reads options from.
      pathsBasePath: root,
      ...(paths !== undefined && { paths: absolutePaths(posix.join(root, baseUrl ?? '.'), paths) }),
    },
  });
}

function absolutePaths(base: string, paths: NonNullable<ModuleResolution['paths']>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(paths).map(([pattern, targets]) => [pattern, targets.map((target) => posix.join(base, target))]),
  );
}

function parseFile(project: Project, absolute: string, { path, text }: SourceText): SourceFile {
  const file = project.createSourceFile(absolute, text);
  const [first] = syntaxErrors(file);
  if (!first || isOutside(path)) return file;
  const detail = ts.flattenDiagnosticMessageText(first.messageText, ' ');
  throw new SourceSyntaxError(path, file.getLineAndColumnAtPos(first.start).line, detail);
}

/** The parser's own list: asking the program for it would start a type check of every file. */
function syntaxErrors(file: SourceFile): readonly ts.DiagnosticWithLocation[] {
  const { parseDiagnostics } = file.compilerNode as ts.SourceFile & {
    parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  return parseDiagnostics ?? [];
}

function isManifest({ path }: SourceText): boolean {
  return /(^|\/)package\.json$/.test(path);
}
