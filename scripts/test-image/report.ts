import type { Measured } from './test-image.ts';

/** A row of the table: what was measured of an image, and how long its build took. */
export interface Row extends Measured {
  readonly label: string;
  readonly buildSeconds: number;
}

/** In Markdown, as docs/deploy.md has it. */
export function sizesTable(rows: readonly Row[]): string {
  const header = [
    'example',
    'image, MB',
    'of it the server, MB',
    'build, s',
    'first answer, ms',
    'end after SIGTERM, ms',
  ];
  const cells = rows.map(({ label, megabytes, appMegabytes, buildSeconds, readyMs, stopMs }) => [
    label,
    ...[megabytes, appMegabytes, buildSeconds, readyMs, stopMs].map((value) => String(Math.round(value))),
  ]);
  return [header, ['---', ...header.slice(1).map(() => '---:')], ...cells]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}
