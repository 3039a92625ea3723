import { sourceOfBuilt } from '../package/source-of-built.ts';
import { executeFile } from '../starts/executed-code.ts';
import { exportNamed } from '../starts/modules.ts';
import type { EntryTarget } from '../types.ts';
import type { Placed, PlaceInput } from './place.ts';
import { script } from './place.ts';
import { tsupEntry } from './tsup-entry.ts';

/** A bundle is imported as it is built: its program, or what it exports. Else the entry file has to be bundled too. */
export function bundleEntry(input: PlaceInput, tool: string): Placed {
  const { target, program, view } = input;
  if (target.kind !== 'program' && target.file !== program?.source) return exportEntry(target, input, tool);
  const built = program?.built ?? onlyBin(view);
  if (built !== undefined) return script(`./${built}`);
  const build = view.manifest.scripts.build ?? tool;
  return { obstacle: `package.json does not say what "${build}" writes: name it in "main", and run init again` };
}

/** What a bundler writes need not be named after what it reads; a package with one command has one program. */
function onlyBin({ manifest, modules }: PlaceInput['view']): string | undefined {
  const paths = new Set(manifest.bin.map(withoutDot));
  const [only] = paths;
  return only === undefined || paths.size > 1 || modules.paths.has(only) ? undefined : only;
}

type Exported = Exclude<EntryTarget, { kind: 'program' }>;

function exportEntry(target: Exported, input: PlaceInput, tool: string): Placed {
  const built = exportingBundle(target, input.view);
  if (built !== undefined) return script(`./${built}`);
  if (tool === 'tsup') return tsupEntry(input);
  const change = `export it from the file that package.json names in "main", and run init again`;
  return { obstacle: `${tool} builds one file, which does not export ${target.name}: ${change}` };
}

/** What package.json offers to importers, where that exports the same and starts nothing. */
function exportingBundle({ name, file }: Exported, { manifest, modules }: PlaceInput['view']): string | undefined {
  return manifest.main.map(withoutDot).find((path) => {
    const source = sourceOfBuilt(path, modules.paths);
    const module = source === undefined || source === path ? undefined : modules.get(source);
    if (!module || exportNamed(name, module, modules)?.module.path !== file) return false;
    return executeFile(module.path, modules).starts.length === 0;
  });
}

function withoutDot(path: string): string {
  return path.replace(/^\.\//, '');
}
