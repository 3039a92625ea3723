import { lineCounts } from '../../report/diff.ts';
import type { ExistingFiles, InitFile } from '../types.ts';

export interface Wanted {
  readonly path: string;
  readonly text: string;
  /** Whether the text was made from what is there: it only adds to it, and nothing of anybody is lost. */
  readonly isEdit: boolean;
}

/** What happens to each file: one that is there and says something else is somebody's own. */
export function initFiles(wanted: readonly Wanted[], existing: ExistingFiles, force: boolean): InitFile[] {
  return wanted.map(({ path, text, isEdit }) => {
    const before = existing.get(path);
    const base = { path, before, after: text, difference: '' };
    if (before === undefined) return { ...base, action: 'created' };
    if (isSame(before, text)) return { ...base, action: 'unchanged' };
    if (isEdit) return { ...base, action: 'changed' };
    if (force) return { ...base, action: 'replaced' };
    const difference = differenceOf(path, before, text);
    return { ...base, action: difference === '' ? 'unchanged' : 'kept', difference };
  });
}

/** Git may have changed line endings. */
function isSame(before: string, after: string): boolean {
  return before.replaceAll('\r\n', '\n') === after.replaceAll('\r\n', '\n');
}

/** Of the patterns those that keep secrets out of the image; of other files, how much differs. */
function differenceOf(path: string, before: string, after: string): string {
  if (path === '.dockerignore') return missing(patternsIn(secretsOf(after)), patternsIn(before));
  const { added, removed } = lineCounts({ path, before, after });
  return `${removed} ${removed === 1 ? 'line' : 'lines'} of it would go, ${added} would come`;
}

/** The first paragraph of the template. */
function secretsOf(template: string): string {
  return template.split('\n\n')[0] ?? '';
}

function missing(wanted: readonly string[], there: readonly string[]): string {
  const lacking = wanted.filter((name) => !there.includes(name));
  return lacking.length === 0 ? '' : `it lets through ${lacking.join(', ')}`;
}

/** A pattern for the top folder is taken for one for all folders: secrets seldom lie deeper. */
function patternsIn(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim().replace(/\/$/, ''));
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.replace(/^(?:\/|\*\*\/)/, ''));
}
