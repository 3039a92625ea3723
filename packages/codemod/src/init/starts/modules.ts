import { posix } from 'node:path';
import type { ts } from 'ts-morph';
import { type ModuleResolution, resolveModule } from '../../project/resolve-module.ts';
import type { SourceText } from '../../types.ts';
import { sourceOfBuilt } from '../package/source-of-built.ts';
import { type ImportedBinding, type SourceModule, sourceModule } from './source-module.ts';

/** The sources of a package, parsed when they are asked for. */
export interface Modules {
  readonly paths: ReadonlySet<string>;
  get(path: string): SourceModule | undefined;
  /** The project file that a specifier means; of one that names build output, the source. */
  resolve(specifier: string, from: string): string | undefined;
}

/** A declaration and the file that it is in. */
export interface Declared {
  readonly node: ts.Node;
  readonly module: SourceModule;
}

const SOURCE = /\.[cm]?[jt]sx?$/;
const MAX_STEPS = 12;

export function createModules(files: readonly SourceText[], resolution: ModuleResolution): Modules {
  const texts = new Map(files.filter(({ path }) => SOURCE.test(path)).map(({ path, text }) => [path, text]));
  const paths = new Set(texts.keys());
  const parsed = new Map<string, SourceModule>();
  return {
    paths,
    get(path) {
      const text = texts.get(path);
      const module = parsed.get(path) ?? (text === undefined ? undefined : sourceModule(path, text));
      if (module) parsed.set(path, module);
      return module;
    },
    resolve: (specifier, from) =>
      resolveModule(specifier, from, paths, resolution) ?? builtModule(specifier, from, paths),
  };
}

/** A launcher in plain JavaScript imports what the compiler writes. */
function builtModule(specifier: string, from: string, paths: ReadonlySet<string>): string | undefined {
  return specifier.startsWith('.') ? sourceOfBuilt(posix.join(posix.dirname(from), specifier), paths) : undefined;
}

/** What a name of a file stands for, through imports and re-exports of project files. */
export function declarationNamed(name: string, module: SourceModule, modules: Modules, step = 0): Declared | undefined {
  const imported = module.imports.get(name);
  if (imported) return exportedBy(imported, module, modules, step);
  const node = module.declared.get(name);
  return node && { node, module };
}

/** What `binding` denotes, seen from `module`; undefined for packages and whole modules. */
export function exportedBy(
  binding: ImportedBinding,
  module: SourceModule,
  modules: Modules,
  step = 0,
): Declared | undefined {
  const path = modules.resolve(binding.specifier, module.path);
  const target = path === undefined || step > MAX_STEPS ? undefined : modules.get(path);
  return target && exportNamed(binding.name, target, modules, step + 1);
}

export function exportNamed(name: string, module: SourceModule, modules: Modules, step = 0): Declared | undefined {
  const exported = module.exported.get(name);
  if (typeof exported === 'string') return declarationNamed(exported, module, modules, step);
  if (exported) return exportedBy(exported, module, modules, step);
  for (const specifier of module.passedOn) {
    const found = exportedBy({ specifier, name }, module, modules, step);
    if (found) return found;
  }
  return undefined;
}
