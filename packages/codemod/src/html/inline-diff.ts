import { diffWordsWithSpace, structuredPatch } from 'diff';
import type { FileReport } from '../types.ts';

export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

export interface DiffLine {
  /** Counted from 1 in the old text, as the places of tools are; absent for a line that is new. */
  readonly number?: number;
  readonly isChanged: boolean;
  readonly parts: readonly DiffPart[];
}

/** Lines that follow each other. */
export type DiffHunk = readonly DiffLine[];

/**
 * What changes inside the lines of a file, hunk by hunk, with `context` unchanged lines around each. The codemod mostly adds to
 * lines that stay, and old and new line below each other would hide where.
 */
export function inlineDiff({ path, before, after }: FileReport, context: number): DiffHunk[] {
  const { hunks } = structuredPatch(path, path, before, after, '', '', { context });
  return hunks.map(({ lines, oldStart }) => numbered(runs(lines).flatMap(runParts), oldStart));
}

interface Run {
  readonly removed: string[];
  readonly added: string[];
  readonly same: string[];
}

/** Removed and added lines that belong together, and the unchanged ones after them. */
function runs(lines: readonly string[]): Run[] {
  const found: Run[] = [];
  for (const line of lines) {
    if (line.startsWith('\\')) continue;
    const last = found.at(-1);
    const run = last && (line.startsWith(' ') || last.same.length === 0) ? last : newRun(found);
    const kind = line.startsWith('-') ? 'removed' : line.startsWith('+') ? 'added' : 'same';
    run[kind].push(line.slice(1));
  }
  return found;
}

function newRun(found: Run[]): Run {
  const run: Run = { removed: [], added: [], same: [] };
  found.push(run);
  return run;
}

/** Each part ends where its line does, or where it stops being of its kind. */
function runParts({ removed, added, same }: Run): DiffPart[] {
  const changes = diffWordsWithSpace(asText(removed), asText(added)).map(
    ({ value, ...change }): DiffPart => ({
      kind: change.added ? 'added' : change.removed ? 'removed' : 'same',
      text: value,
    }),
  );
  return [...changes, { kind: 'same', text: asText(same) }];
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** A line as it is shown, and whether its end is one in both texts, only in the new one, or only in the old one. */
interface SplitLine {
  readonly parts: readonly DiffPart[];
  readonly end: DiffPart['kind'];
}

function splitLines(parts: readonly DiffPart[]): SplitLine[] {
  const lines: SplitLine[] = [];
  let current: DiffPart[] = [];
  for (const { kind, text } of parts) {
    for (const piece of text.match(/[^\n]+|\n/g) ?? []) {
      if (piece !== '\n') current.push({ kind, text: piece });
      else {
        lines.push({ parts: current, end: kind });
        current = [];
      }
    }
  }
  return lines;
}

/** Two shown lines are one line of the old text where the end between them is added: the first has the number. */
function numbered(parts: readonly DiffPart[], start: number): DiffLine[] {
  let number = start;
  let isShown = false;
  return splitLines(parts).map(({ parts: line, end }) => {
    const isChanged = end !== 'same' || line.some(({ kind }) => kind !== 'same');
    const isNew = end === 'added' && line.every(({ kind }) => kind === 'added');
    const shown = { isChanged, parts: line, ...(!isNew && !isShown && { number }) };
    isShown = end === 'added' && (isShown || !isNew);
    if (end !== 'added') number += 1;
    return shown;
  });
}
