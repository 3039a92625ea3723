import { ModuleKind, ModuleResolutionKind, Project, ScriptTarget, type SourceFile, ts } from 'ts-morph';
import type { ParsedProject, SourceText } from '../types.ts';
import { relevantFiles } from './relevant-files.ts';
import type { ModuleResolution } from './resolve-module.ts';

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

const ROOT = '/';

/**
 * Parses what matters of a project, in memory: the engine does no I/O and loads no type declarations. The type checker
 * starts only when a symbol is asked for.
 *
 * @throws SourceSyntaxError for the first file that does not parse.
 */
export function parseProject(files: readonly SourceText[], resolution: ModuleResolution = {}): ToolProject {
  const project = inMemoryProject(resolution);
  const relevant = relevantFiles(files, resolution);
  const parsed = relevant.map(({ path, text }) => parseFile(project, path, text));
  const known = new Set(relevant);
  return {
    files: parsed,
    unparsed: files.filter((file) => !known.has(file) && !isManifest(file)),
    manifests: files.filter(isManifest),
    pathOf: (file) => file.getFilePath().slice(ROOT.length),
  };
}

function inMemoryProject({ baseUrl, paths }: ModuleResolution): Project {
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
      ...(baseUrl !== undefined && { baseUrl: `${ROOT}${baseUrl}`, ignoreDeprecations: '6.0' }),
      ...(paths !== undefined && { paths: absolutePaths(baseUrl ?? '.', paths) }),
    },
  });
}

function absolutePaths(baseUrl: string, paths: NonNullable<ModuleResolution['paths']>): Record<string, string[]> {
  const absolute = (target: string) => new URL(target, new URL(`${baseUrl}/`, `file://${ROOT}`)).pathname;
  return Object.fromEntries(Object.entries(paths).map(([pattern, targets]) => [pattern, targets.map(absolute)]));
}

function parseFile(project: Project, path: string, text: string): SourceFile {
  const file = project.createSourceFile(`${ROOT}${path}`, text);
  const [first] = syntaxErrors(file);
  if (!first) return file;
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
