import { posix } from 'node:path';
import type { SourceText } from '../types.ts';

/** The package.json of the package a file belongs to: the nearest one in its folder or above. */
export function owningManifest(path: string, manifests: readonly SourceText[]): SourceText | undefined {
  const byFolder = new Map(manifests.map((manifest) => [posix.dirname(manifest.path), manifest]));
  let folder = posix.dirname(path);
  for (; !byFolder.has(folder) && folder !== '.' && folder !== '/'; folder = posix.dirname(folder));
  return byFolder.get(folder) ?? manifestAbove(manifests);
}

/** A run on a part of a package has its manifest above the root: of several, the shortest path is nearest. */
function manifestAbove(manifests: readonly SourceText[]): SourceText | undefined {
  const above = manifests.filter(({ path }) => /^(?:\.\.\/)+package\.json$/.test(path));
  return above.sort((a, b) => a.path.length - b.path.length)[0];
}
