/** How the calls of one use ended. */
export interface Tally {
  readonly right: number;
  readonly wrong: number;
  readonly failed: number;
}

/** What a suite printed: a tally of each use, `null` where a version cannot do it without the library either. */
export type Result = Readonly<Record<string, Tally | null>> | { readonly error: string };

export interface Column {
  readonly title: string;
  readonly result: Result;
}

/** A row for each version, a column for each use. */
export function versionsTable(title: string, columns: readonly Column[]): string {
  const uses = columns.flatMap(({ result }) => ('error' in result ? [] : [Object.keys(result)]))[0] ?? [];
  const rows = columns.map(({ title: version, result }) => [version, ...uses.map((use) => cell(result, use))]);
  const lines = [[title, ...uses], uses.map(() => '---').concat('---'), ...rows];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cell(result: Result, use: string): string {
  if ('error' in result) return 'does not run';
  const tally = result[use];
  if (!tally) return 'not by itself either';
  const { right, wrong, failed } = tally;
  const total = right + wrong + failed;
  return right === total ? `${right} of ${total}` : `${right} of ${total} (${wrong} wrong, ${failed} failed)`;
}
