import { createColors } from 'picocolors';

/** A unified diff with the colours that git gives it. */
export function colorDiff(diff: string): string {
  const { bold, cyan, green, red } = createColors(true);
  return diff
    .split('\n')
    .map((line) => {
      if (line.startsWith('+++ ') || line.startsWith('--- ')) return bold(line);
      if (line.startsWith('@@')) return cyan(line);
      return line.startsWith('+') ? green(line) : line.startsWith('-') ? red(line) : line;
    })
    .join('\n');
}
