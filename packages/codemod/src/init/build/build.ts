import type { SourceText } from '../../types.ts';
import type { Program } from '../package/find-programs.ts';
import { commandsOf, type PackageManifest } from '../package/manifest.ts';
import type { ScriptCommand } from '../package/script-commands.ts';
import type { Modules } from '../starts/modules.ts';
import { type Compiler, emits } from './compiler.ts';
import { whyNotStripped } from './stripped-types.ts';

/** How the sources of a server become what Node runs. */
export type Build =
  /** JavaScript, as it is written. */
  | { readonly kind: 'none' }
  /** TypeScript that Node runs as it is written. */
  | { readonly kind: 'stripped' }
  /** TypeScript that `tsx` runs. */
  | { readonly kind: 'tsx' }
  /** One output for each source. */
  | { readonly kind: 'compiled'; readonly compiler: Compiler }
  /** One output for the whole program. */
  | { readonly kind: 'bundled'; readonly tool: string }
  /** Nothing that Node can run comes of it. */
  | { readonly kind: 'unbuilt'; readonly reason: string };

export interface BuildInput {
  readonly manifest: PackageManifest;
  readonly compilers: readonly Compiler[];
  readonly files: readonly SourceText[];
  readonly modules: Modules;
}

const BUNDLERS =
  /^(?:tsup|esbuild|rollup|vite|webpack|ncc|parcel|unbuild|pkgroll|tsdown|rolldown|bunchee|microbundle|xmcp)$/;
const COMPILERS = /^(?:tsc|tsc-multi|ttsc|mcp-build|swc|babel)$/;

export function buildOf(program: Pick<Program, 'source' | 'runner' | 'execution'>, input: BuildInput): Build {
  const commands = commandsOf(input.manifest.scripts.build ?? '', input.manifest);
  if (!/\.[cm]?tsx?$/.test(program.source)) return { kind: 'none' };
  const bundler = commands.map((command) => bundlerOf(command, input.files)).find((tool) => tool !== undefined);
  if (bundler !== undefined) return { kind: 'bundled', tool: bundler };
  const compiling = commands.find((command) => COMPILERS.test(command.program) && !command.args.includes('--noEmit'));
  const compiler = compilerOf(compiling, input.compilers);
  if (compiling && compiler && emits(compiler)) return { kind: 'compiled', compiler };
  return runAsWritten(program, input);
}

/** A script of the project's own says itself what it builds with. */
function bundlerOf({ program, args }: ScriptCommand, files: readonly SourceText[]): string | undefined {
  if (BUNDLERS.test(program)) return program;
  if (program === 'bun' && args[0] === 'build') return 'bun build';
  const script =
    program === 'node' || program === 'bun' || program === 'tsx'
      ? args.find((word) => /\.[cm]?[jt]s$/.test(word))
      : undefined;
  const text = files.find(({ path }) => path === script?.replace(/^\.\//, ''))?.text ?? '';
  return /['"](esbuild|rollup|webpack|tsup|vite|rolldown)['"]/.exec(text)?.[1];
}

/** `tsc -p tsconfig.build.json`; without a name, tsconfig.json. */
function compilerOf(command: ScriptCommand | undefined, compilers: readonly Compiler[]): Compiler | undefined {
  const named = command?.args.find((word) => /\.json$/.test(word))?.replace(/^\.\//, '');
  return compilers.find(({ path }) => path === (named ?? 'tsconfig.json'));
}

function runAsWritten(
  { source, runner, execution }: Pick<Program, 'source' | 'runner' | 'execution'>,
  input: BuildInput,
): Build {
  if (runner === 'node') return { kind: 'stripped' };
  const why = whyNotStripped(execution.loaded, input.modules);
  if (why === undefined) return { kind: 'stripped' };
  const { dependencies, devDependencies } = input.manifest;
  if (dependencies.has('tsx') || devDependencies.has('tsx')) return { kind: 'tsx' };
  const reason = `nothing builds ${source}, and Node cannot run it as it is: ${why}. Give package.json a build script, such as "tsc", and run init again`;
  return { kind: 'unbuilt', reason };
}
