import { posix, relative, sep } from 'node:path';
import type { SkippedPath, TransformResult } from '../types.ts';
import type { FileChange } from './write-files.ts';

/** One of the given paths, worked out but not written. */
export interface Conversion {
  /** Absolute. */
  readonly root: string;
  readonly result: TransformResult;
  readonly skipped: readonly SkippedPath[];
  readonly changes: readonly FileChange[];
}

export interface MergedResult extends TransformResult {
  readonly skipped: readonly SkippedPath[];
}

/** One result of all: paths stay relative to the project where there is one, and are relative to `cwd` where there are more. */
export function mergeConversions(conversions: readonly Conversion[], cwd = '.'): MergedResult {
  const isAlone = conversions.length === 1;
  const placed = conversions.map((each) => withPrefix(each, isAlone ? '.' : relative(cwd, each.root)));
  // Files given by name share the manifest of their package.
  const files = new Map(placed.flatMap((result) => result.files.map((file) => [file.path, file])));
  return {
    tools: placed.flatMap(({ tools }) => tools),
    clients: placed.flatMap(({ clients }) => clients),
    skipped: placed.flatMap(({ skipped }) => skipped),
    files: [...files.values()],
  };
}

function withPrefix({ result, skipped }: Conversion, folder: string): MergedResult {
  const placed = (path: string) => posix.join(folder.split(sep).join('/'), path);
  return {
    tools: result.tools.map((tool) => ({ ...tool, file: placed(tool.file) })),
    clients: result.clients.map((client) => ({ ...client, file: placed(client.file) })),
    skipped: skipped.map((each) => ({ ...each, path: placed(each.path) })),
    files: result.files.map((file) => ({ ...file, path: placed(file.path) })),
  };
}
