import { endOfLine } from '../../edit/source-style.ts';

/** Text with single quotes, semicolons and LF, as `neighbour` is written; its first import or require decides. */
export function inStyleOf(text: string, neighbour: string): string {
  const loads = /^(?:import\b.*?|.*\brequire\().*?(["'])[^"'\n]+["']\)?(;?)/m.exec(neighbour);
  const lines = text.split('\n').map((line) => (line.startsWith('//') ? line : dressed(line, loads)));
  return lines.join(endOfLine(neighbour));
}

function dressed(line: string, loads: RegExpExecArray | null): string {
  const [, quote, semicolon] = loads ?? [];
  const quoted = quote === '"' && !/["\\]/.test(line) ? line.replaceAll("'", '"') : line;
  return loads && semicolon === '' ? quoted.replace(/;$/, '') : quoted;
}
