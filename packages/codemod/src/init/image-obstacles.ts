import type { Compiler } from './build/compiler.ts';
import { SCRIPT, scriptFor } from './files/manifest.ts';
import type { PackageManifest } from './package/manifest.ts';

/** What the image's build, which sees the package's folder alone, cannot do; and a script that says something else. */
export function imageObstacles(manifest: PackageManifest, compilers: readonly Compiler[], built: string): string[] {
  const outside = compilers.flatMap(({ path, outside: above }) => above.map((each) => `${path} extends ${each}`));
  const workspace = manifest.workspaceDependencies.map((name) => `package.json takes ${name} from its workspace`);
  const script = manifest.scripts[SCRIPT];
  return [
    ...[...outside, ...workspace].map((fact) => `${fact}, which an image built from this folder does not have`),
    ...(script === undefined || script === scriptFor(built)
      ? []
      : [`package.json has a script ${SCRIPT} of its own: "${scriptFor(built)}" starts the entry file`]),
  ];
}
