import type { Placed, PlaceInput } from './place.ts';
import { script } from './place.ts';
import { tsupEntry } from './tsup-entry.ts';

/** A bundle is imported as it is built; only its own program is to be had from it, unless the entry file is bundled too. */
export function bundleEntry(input: PlaceInput, tool: string): Placed {
  const { target, program, view } = input;
  if (target.kind !== 'program' && target.kind !== 'function') {
    return tool === 'tsup'
      ? tsupEntry(input)
      : { obstacle: `${tool} builds one file, which does not export ${target.name}` };
  }
  const built = program?.built ?? onlyBin(view);
  if (built !== undefined) return script(`./${built}`);
  const build = view.manifest.scripts.build ?? tool;
  return { obstacle: `package.json does not say what "${build}" writes: name it in "main", and run init again` };
}

/** What a bundler writes need not be named after what it reads; a package with one command has one program. */
function onlyBin({ manifest, modules }: PlaceInput['view']): string | undefined {
  const paths = new Set(manifest.bin.map((path) => path.replace(/^\.\//, '')));
  const [only] = paths;
  return only === undefined || paths.size > 1 || modules.paths.has(only) ? undefined : only;
}
