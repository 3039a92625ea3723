import { type CompilerOptions, type Project, type SourceFile, ts } from 'ts-morph';
import { localsOf } from './locals.ts';

/** What looking up names takes to know of all files of a project. */
export interface ProgramFiles {
  /** The project file that a specifier means; undefined for a package, `unsure` where that is for the compiler to say. */
  resolve(specifier: string, importer: ts.SourceFile): SourceFile | undefined | 'unsure';
  /** Whether a name that no scope declares may be declared for all files. */
  mayBeGlobal(name: string): boolean;
}

const known = new WeakMap<Project, ProgramFiles>();

/** A parsed project never changes, so that this is worked out once for it. */
export function programFiles(project: Project): ProgramFiles {
  const before = known.get(project);
  if (before) return before;
  const made = describe(project);
  known.set(project, made);
  return made;
}

/** Declarations that reach other files without an import. */
const AMBIENT = /\bdeclare\s+(?:global|module)\b|\bexport\s+as\s+namespace\b/;

function describe(project: Project): ProgramFiles {
  const files = new Map<string, SourceFile>(project.getSourceFiles().map((file) => [file.getFilePath(), file]));
  const sources = [...files.values()];
  const isAmbient = sources.some((file) => AMBIENT.test(file.getFullText()));
  const globals = new Set(sources.flatMap((file) => scriptNames(file.compilerNode)));
  const options = project.getCompilerOptions();
  const hasPackages = [...files.keys()].some((path) => path.includes('/node_modules/'));
  return {
    mayBeGlobal: (name) => isAmbient || globals.has(name),
    resolve(specifier, importer) {
      if (isAmbient || hasPackages) return 'unsure';
      return isPackage(specifier, options) ? undefined : projectFile(specifier, importer, options, files);
    },
  };
}

/** What no setting of the project can lead to one of its files, which is most of what is imported. */
function isPackage(specifier: string, { baseUrl, paths = {} }: CompilerOptions): boolean {
  if (/^[./#]/.test(specifier) || baseUrl !== undefined) return false;
  return !Object.keys(paths).some((pattern) => specifier.startsWith(pattern.split('*', 1)[0] as string));
}

function projectFile(
  specifier: string,
  importer: ts.SourceFile,
  options: CompilerOptions,
  files: ReadonlyMap<string, SourceFile>,
): SourceFile | undefined {
  const host = {
    fileExists: (path: string) => files.has(path),
    readFile: () => undefined,
    getCurrentDirectory: () => '/',
  };
  const { resolvedModule } = ts.resolveModuleName(specifier, importer.fileName, options, host);
  return resolvedModule && files.get(resolvedModule.resolvedFileName);
}

/** What a file that is no module declares is there for every other file. */
function scriptNames(file: ts.SourceFile): string[] {
  return ts.isExternalModule(file) ? [] : [...localsOf(file).keys()];
}
