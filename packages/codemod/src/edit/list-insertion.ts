import type { TextEdit } from '../types.ts';
import { endOfLine } from './source-style.ts';

/** One item of a comma-separated list; `fullStart` is where the white space before it begins. */
export interface ListItem {
  readonly key: string;
  readonly fullStart: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Inserts `inserted` into a list of at least one item: at its sorted place if the list is sorted by key, else last.
 * A list with one item per line gets a line, and a trailing comma stays trailing.
 */
export function insertIntoList(text: string, items: readonly ListItem[], key: string, inserted: string): TextEdit {
  const next = isSorted(items) ? items.find((item) => item.key > key) : undefined;
  return next ? insertBefore(text, next, inserted) : insertAfter(text, items.at(-1) as ListItem, inserted);
}

export function insertBefore(text: string, item: ListItem, inserted: string): TextEdit {
  return { start: item.start, end: item.start, text: `${inserted},${gapBefore(text, item)}` };
}

export function insertAfter(text: string, item: ListItem, inserted: string): TextEdit {
  return { start: item.end, end: item.end, text: `,${gapBefore(text, item)}${inserted}` };
}

/** The white space before an item: one line break and its indent, or a space. */
export function gapBefore(text: string, item: ListItem): string {
  const space = text.slice(item.fullStart, item.start);
  const lineBreak = space.lastIndexOf('\n');
  return lineBreak === -1 ? ' ' : endOfLine(text) + space.slice(lineBreak + 1);
}

function isSorted(items: readonly ListItem[]): boolean {
  return items.every((item, index) => index === 0 || (items[index - 1] as ListItem).key <= item.key);
}
