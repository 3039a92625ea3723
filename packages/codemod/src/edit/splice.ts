import type { TextEdit } from '../types.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * `text` with all edits applied at once.
 *
 * Offsets count from the first character after a byte order mark, as the parser's do. Insertions at one offset keep their
 * order and come before a replacement that starts there. Equal edits count once (two tools may share one schema), so an
 * edit that appends to an expression which another edit may append to as well has to replace the last token instead.
 *
 * @throws Error when two edits overlap or lie outside the text: a defect of the planner, never of the edited project.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const source = text.slice(mark.length);
  const parts: string[] = [mark];
  let position = 0;
  for (const edit of inOrder(withoutDuplicates(edits))) {
    if (edit.start < position || edit.end < edit.start || edit.end > source.length) throw conflict(edit, position);
    parts.push(source.slice(position, edit.start), edit.text);
    position = edit.end;
  }
  return parts.join('') + source.slice(position);
}

function withoutDuplicates(edits: readonly TextEdit[]): TextEdit[] {
  return [...new Map(edits.map((edit) => [`${edit.start}:${edit.end}:${edit.text}`, edit])).values()];
}

/** Array.prototype.sort is stable, which is what keeps insertions at one offset in their order. */
function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

function conflict(edit: TextEdit, position: number): Error {
  return new Error(`Edit ${edit.start}..${edit.end} does not fit: the text before ${position} is already replaced.`);
}
