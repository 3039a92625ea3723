import { posix } from 'node:path';
import type { Compiler } from './compiler.ts';

/** Where a compiler reads, and where it writes under the same names. */
export interface Roots {
  readonly source: string;
  readonly output: string;
}

/**
 * The folders that correspond: what package.json shows of one program (`src/cli/main.ts` is started as `dist/cli/main.js`)
 * says more than the configuration, whose defaults changed between compilers. Undefined where neither tells.
 */
export function rootsOf(
  program: { readonly source: string; readonly built: string | undefined },
  compiler: Compiler,
): Roots | undefined {
  return shownRoots(program.source, program.built) ?? configuredRoots(compiler);
}

/** The path of the output of a source; undefined for one outside of the roots. */
export function builtPath(source: string, { source: from, output }: Roots): string | undefined {
  const inside = posix.relative(from, source);
  if (inside.startsWith('..')) return undefined;
  return posix.join(output, inside.replace(/\.([cm]?)tsx?$/, '.$1js'));
}

function shownRoots(source: string, built: string | undefined): Roots | undefined {
  if (built === undefined) return undefined;
  const [from, to] = [withoutExtension(source).split('/'), withoutExtension(built).split('/')];
  if (from.at(-1) !== to.at(-1)) return undefined;
  while (from.length > 0 && to.length > 0 && from.at(-1) === to.at(-1)) {
    from.pop();
    to.pop();
  }
  return { source: from.join('/') || '.', output: to.join('/') || '.' };
}

function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '');
}

function configuredRoots({ outDir, rootDir, files }: Compiler): Roots | undefined {
  if (outDir === undefined) return { source: '.', output: '.' };
  const folders = files.filter((path) => !/\.d\.[cm]?ts$/.test(path)).map((path) => posix.dirname(path).split('/'));
  const [first, ...others] = folders;
  if (rootDir !== undefined || !first) return { source: rootDir ?? '.', output: outDir };
  const shared = others.reduce((common, folder) => common.slice(0, matching(common, folder)), first);
  return { source: shared.join('/') || '.', output: outDir };
}

function matching(one: readonly string[], other: readonly string[]): number {
  const end = one.findIndex((part, index) => part !== other[index]);
  return end < 0 ? one.length : end;
}
