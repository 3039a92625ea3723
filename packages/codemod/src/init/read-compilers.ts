import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ts } from 'ts-morph';
import type { Compiler, Patterns } from './build/compiler.ts';

/** The configurations at the top of a package, read by the compiler itself. One that it cannot read counts as far as it can. */
export async function readCompilers(root: string): Promise<Compiler[]> {
  const names = (await readdir(root)).filter((name) => /^tsconfig(?:\.[\w.-]+)?\.json$/.test(name));
  return names.sort().map((name) => readCompiler(root, name));
}

function readCompiler(root: string, name: string): Compiler {
  const path = join(root, name);
  const config: unknown = ts.readConfigFile(path, ts.sys.readFile).config ?? {};
  const { options, fileNames, raw } = ts.parseJsonConfigFileContent(config, ts.sys, root, undefined, path);
  const inPackage = (file: string | undefined) => (file === undefined ? undefined : posix(relative(root, file)) || '.');
  return {
    path: name,
    options,
    outDir: inPackage(options.outDir),
    rootDir: inPackage(options.rootDir),
    files: fileNames.map((file) => posix(relative(root, file))),
    patterns: patternsOf(raw),
    outside: extendedBy(config).filter((each) => posix(relative(root, join(root, each))).startsWith('..')),
  };
}

/** With those of the configurations that it extends. */
function patternsOf(raw: unknown): Patterns {
  const { files, include, exclude } = (raw ?? {}) as Record<string, unknown>;
  return {
    ...(isList(files) && { files }),
    ...(isList(include) && { include }),
    ...(isList(exclude) && { exclude }),
  };
}

function isList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function extendedBy(config: unknown): string[] {
  const { extends: extended } = (config ?? {}) as { extends?: unknown };
  return [extended].flat().filter((each) => typeof each === 'string' && each.startsWith('.')) as string[];
}

function posix(path: string): string {
  return path.split(sep).join('/');
}
