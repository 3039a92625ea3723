import { posix } from 'node:path';
import { ts } from 'ts-morph';
import type { Build } from '../build/build.ts';
import { type Compiler, emitsModules, takesTopLevelAwait, wouldCompile } from '../build/compiler.ts';
import { builtPath, rootsOf } from '../build/roots.ts';
import type { PackageView } from '../decide.ts';
import type { Program } from '../package/find-programs.ts';
import type { EntryTarget } from '../types.ts';
import { bundleEntry } from './bundle-entry.ts';

/** Where an entry file goes, and how it is written there. */
export interface Place {
  /** The file to write. */
  readonly path: string;
  /** What Node is given after the build. */
  readonly built: string;
  /** How the file names what it imports. */
  readonly specifier: string;
  readonly style: EntryStyle;
  /** A change of the build that the file needs. */
  readonly buildChange?: { readonly path: string; readonly before: string; readonly after: string };
}

export interface EntryStyle {
  readonly language: 'typescript' | 'javascript';
  /** `require` is CommonJS that takes no import statements. */
  readonly modules: 'import' | 'import-to-commonjs' | 'require';
  readonly awaits: boolean;
  /** TypeScript at run time. */
  readonly loader?: 'tsx';
  /** `noPropertyAccessFromIndexSignature` */
  readonly quotedMembers: boolean;
}

export type Placed = Place | { readonly obstacle: string };

export interface PlaceInput {
  readonly target: EntryTarget;
  readonly program: Program | undefined;
  readonly build: Build;
  readonly view: PackageView;
  readonly compilers: readonly Compiler[];
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

const NAME = 'entrypoint';
const SCRIPT: EntryStyle = { language: 'javascript', modules: 'import', awaits: true, quotedMembers: false };

export function placeEntry(input: PlaceInput): Placed {
  const { build, target } = input;
  switch (build.kind) {
    case 'none':
      return scriptBeside(target.file, input);
    case 'stripped':
      return strippedEntry(input);
    case 'tsx':
      return { ...script(`./${target.file}`), style: { ...SCRIPT, loader: 'tsx' } };
    case 'compiled':
      return compiledEntry(build.compiler, input);
    case 'bundled':
      return bundleEntry(input, build.tool);
    case 'unbuilt':
      return { obstacle: build.reason };
  }
}

/** A script at the top of the package, which no compiler reads. */
export function script(specifier: string): Place {
  return { path: `${NAME}.mjs`, built: `${NAME}.mjs`, specifier, style: SCRIPT };
}

/** In the module system of what it starts, so that its functions can be imported by name. */
function scriptBeside(file: string, { view }: PlaceInput): Place {
  if (isModule(file, view)) {
    const path = view.manifest.type === 'module' ? `${NAME}.js` : `${NAME}.mjs`;
    return { ...script(`./${file}`), path, built: path };
  }
  const path = `${NAME}.cjs`;
  return { path, built: path, specifier: `./${file}`, style: { ...SCRIPT, modules: 'require', awaits: false } };
}

function isModule(file: string, { manifest, modules }: PackageView): boolean {
  if (/\.mjs$/.test(file)) return true;
  if (/\.cjs$/.test(file)) return false;
  const source = modules.get(file)?.source;
  return manifest.type === 'module' || (manifest.type === undefined && source !== undefined && hasModuleSyntax(source));
}

function hasModuleSyntax(source: ts.SourceFile): boolean {
  return source.statements.some(
    (each) => ts.isImportDeclaration(each) || ts.isExportDeclaration(each) || ts.isExportAssignment(each),
  );
}

/** Node takes the types away from this file as from the others; the compiler only has to accept its import of a `.ts` file. */
function strippedEntry({ target, view, compilers }: PlaceInput): Place {
  const path = target.file.startsWith('src/') ? `src/${NAME}.ts` : `${NAME}.ts`;
  const compiler = compilers.find((each) => each.path === 'tsconfig.json' && wouldCompile(path, each));
  const { allowImportingTsExtensions, rewriteRelativeImportExtensions } = compiler?.options ?? {};
  const isAccepted = !compiler || allowImportingTsExtensions || rewriteRelativeImportExtensions;
  if (!isAccepted || !isModule(target.file, view)) return script(`./${target.file}`);
  const style: EntryStyle = { ...SCRIPT, language: 'typescript', quotedMembers: isQuoted(compiler) };
  return { path, built: path, specifier: relativeTo(path, target.file), style };
}

function isQuoted(compiler: Compiler | undefined): boolean {
  return compiler?.options.noPropertyAccessFromIndexSignature ?? false;
}

/** Beside the sources, under the same rules; or a script that imports the output, where the compiler would not see it. */
function compiledEntry(compiler: Compiler, { target, program, view }: PlaceInput): Placed {
  const roots = rootsOf(program ?? { source: target.file, built: undefined }, compiler);
  const output = roots && builtPath(target.file, roots);
  if (!roots || output === undefined)
    return { obstacle: `${compiler.path} does not tell where it writes ${target.file}` };
  const path = posix.join(roots.source, NAME + extensionBeside(target.file));
  const style = compiledStyle(compiler, path, view);
  const built = builtPath(path, roots);
  if (!wouldCompile(path, compiler) || built === undefined || !style) return script(`./${output}`);
  const imported = takesSourceNames(compiler) ? target.file : target.file.replace(/\.([cm]?)tsx?$/, '.$1js');
  return { path, built, specifier: relativeTo(path, imported), style };
}

function extensionBeside(file: string): string {
  return /\.([cm]?ts)x?$/.exec(file)?.[0].replace('x', '') ?? '.ts';
}

function takesSourceNames({ options }: Compiler): boolean {
  return options.rewriteRelativeImportExtensions === true;
}

/** Undefined where the compiler takes no import statement in such a file. */
function compiledStyle(compiler: Compiler, path: string, { manifest }: PackageView): EntryStyle | undefined {
  const quotedMembers = isQuoted(compiler);
  const isEsm = path.endsWith('.mts') || (!path.endsWith('.cts') && emitsModules(compiler, manifest.type));
  if (isEsm) return { language: 'typescript', modules: 'import', awaits: takesTopLevelAwait(compiler), quotedMembers };
  if (compiler.options.verbatimModuleSyntax) return undefined;
  return { language: 'typescript', modules: 'import-to-commonjs', awaits: false, quotedMembers };
}

function relativeTo(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
