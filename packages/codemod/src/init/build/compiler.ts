import { Project, ts } from 'ts-morph';

/** What a tsconfig.json decides about one more file. Paths are relative to the package. */
export interface Compiler {
  readonly path: string;
  readonly options: ts.CompilerOptions;
  /** Folders, where the configuration names them. */
  readonly outDir: string | undefined;
  readonly rootDir: string | undefined;
  /** What it compiles now. */
  readonly files: readonly string[];
  readonly patterns: Patterns;
  /** Configurations that it extends and that lie above the package. */
  readonly outside: readonly string[];
}

export interface Patterns {
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Whether a file of this path would be compiled with the others; asked of the compiler itself, in an empty file system. */
export function wouldCompile(path: string, { patterns, options }: Compiler): boolean {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
  });
  const files = project.getFileSystem();
  const config = {
    compilerOptions: { allowJs: options.allowJs ?? false, outDir: options.outDir && './dist' },
    ...patterns,
  };
  files.writeFileSync('/package/tsconfig.json', JSON.stringify(config));
  files.writeFileSync(`/package/${path}`, '');
  project.addSourceFilesFromTsConfig('/package/tsconfig.json');
  return project.getSourceFile(`/package/${path}`) !== undefined;
}

export function emits({ options }: Compiler): boolean {
  return options.noEmit !== true && options.emitDeclarationOnly !== true;
}

/** Whether its output of a `.ts` file is an ES module. */
export function emitsModules({ options }: Compiler, packageType: 'module' | 'commonjs' | undefined): boolean {
  const { module, target } = options;
  if (module === undefined) return packageType === 'module' || (target ?? 0) >= ts.ScriptTarget.ES2015;
  if (module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext) return packageType === 'module';
  return module >= ts.ModuleKind.ES2015;
}

/** Whether it takes `await` outside of functions in an ES module. */
export function takesTopLevelAwait({ options: { module, target } }: Compiler): boolean {
  const kind = module ?? ts.ModuleKind.ESNext;
  return kind >= ts.ModuleKind.ES2022 && (target ?? ts.ScriptTarget.ES2022) >= ts.ScriptTarget.ES2017;
}
