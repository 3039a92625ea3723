import { applyEdits } from '../edit/splice.ts';
import type { FileReport, Planned, SourceText } from '../types.ts';

/**
 * What one tool or client changes by itself, as if nothing else of the plan were applied. Without the import of the library,
 * which belongs to the file and not to one item.
 */
export function ownChange({ edits }: Planned<unknown>, sources: readonly SourceText[]): FileReport[] {
  return [...new Set(edits.map(({ path }) => path))].flatMap((path) => {
    const source = sources.find((candidate) => candidate.path === path);
    const own = edits.filter((edit) => edit.path === path).flatMap((edit) => edit.edits);
    return source && own.length > 0 ? [{ path, before: source.text, after: applyEdits(source.text, own) }] : [];
  });
}
