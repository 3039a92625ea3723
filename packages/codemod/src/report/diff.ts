import { createTwoFilesPatch, structuredPatch } from 'diff';
import type { FileReport } from '../types.ts';

/** Lines added and removed in one file. */
export interface LineCounts {
  readonly path: string;
  readonly added: number;
  readonly removed: number;
}

/** A unified diff that `git apply` and `patch -p1` take. */
export function unifiedDiff(files: readonly FileReport[]): string {
  return files
    .map(({ path, before, after }) => withoutSeparator(createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after)))
    .join('');
}

export function lineCounts({ path, before, after }: FileReport): LineCounts {
  const lines = structuredPatch(path, path, before, after).hunks.flatMap((hunk) => hunk.lines);
  const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
  return { path, added: count('+'), removed: count('-') };
}

/** The package puts a line of `=` above each file, which no other tool does. */
function withoutSeparator(patch: string): string {
  return patch.replace(/^=+\n/, '');
}
