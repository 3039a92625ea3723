import { buildFor } from './build/package-build.ts';
import { builtPath, rootsOf } from './build/roots.ts';
import { initFiles } from './files/init-files.ts';
import { imageFiles, keptLines, settingsFile } from './files/wanted-files.ts';
import type { Program } from './package/find-programs.ts';
import type { PackageContext } from './package-input.ts';
import type { InitPlan } from './types.ts';

/** A package whose own file calls the entry point: the rest is written for that file. */
export function alreadyServed(path: string, program: Program | undefined, context: PackageContext): InitPlan {
  const { input } = context;
  const reason = `${path} calls the entry point already; the other files are written for it`;
  const known = builtName(path, program, context);
  const built = known ?? path;
  const files = initFiles([...imageFiles(built, input), ...settingsFile(input)], input.existing, input.force ?? false);
  const unknown = `Dockerfile: name what ${path} becomes after the build in ARG ENTRY`;
  const left = [...(known === undefined ? [unknown] : []), ...keptLines(files)];
  return { verdict: 'already-served', reason, entry: { path, built }, files, left, notes: [] };
}

/** What a source is after the build; undefined where that cannot be told. */
function builtName(path: string, program: Program | undefined, context: PackageContext): string | undefined {
  const build = buildFor(path, program, context);
  switch (build.kind) {
    case 'compiled': {
      const roots = rootsOf(program ?? { source: path, built: undefined }, build.compiler);
      return roots && builtPath(path, roots);
    }
    case 'bundled':
    case 'unbuilt':
    case 'tsx':
      return undefined;
    case 'none':
    case 'stripped':
      return path;
  }
}
