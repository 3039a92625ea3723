/** Columns as wide as their widest cell, two spaces apart; a column of numbers stands to the right. */
export function formatTable(header: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const table = [header, ...rows];
  const columns = header.map((_, index) => ({
    width: Math.max(...table.map((row) => row[index]?.length ?? 0)),
    numeric: rows.length > 0 && rows.every((row) => /^\d+( of \d+)?$/.test(row[index] ?? '')),
  }));
  const formatRow = (row: readonly string[]) =>
    columns
      .map(({ width, numeric }, index) =>
        numeric ? (row[index] ?? '').padStart(width) : (row[index] ?? '').padEnd(width),
      )
      .join('  ')
      .trimEnd();
  return table.map(formatRow).join('\n');
}
