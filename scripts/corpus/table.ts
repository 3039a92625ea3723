import { isConstruction, isSigned } from './complaints.ts';
import type { Measurement, Outcome } from './measure.ts';

type Cell = string | number;

const COLUMNS: readonly [title: string, cell: (seen: Measurement) => Cell][] = [
  ['Tools expected', ({ server }) => server.tools],
  ['found', ({ report }) => report.tools.length],
  ['in source', (seen) => covered(seen, 'source')],
  ['by `withAccounts`', (seen) => covered(seen, 'server')],
  ['manual', (seen) => covered(seen, 'manual')],
  ['AWS constructions rewritten', rewritten],
  ['Type errors before → after', typeErrors],
  ['Second run', ({ changedBySecondRun: files }) => (files === 0 ? 'no change' : `${files} files`)],
  ['Listed with the parameter', listed],
  ['Calls signed as asked', signed],
  ['Seconds', ({ seconds }) => seconds.toFixed(1)],
];

/** A Markdown table with a row for each server. */
export function table(outcomes: readonly Outcome[]): string {
  const titles = ['Server', ...COLUMNS.map(([title]) => title)];
  return [row(titles), row(titles.map(() => '---')), ...outcomes.map(serverRow)].join('\n');
}

function serverRow(outcome: Outcome): string {
  const { id, repository, commit } = outcome.server;
  const name = `[${id}](https://github.com/${repository}/tree/${commit})`;
  if ('failure' in outcome)
    return row([name, outcome.server.tools, outcome.failure, ...COLUMNS.slice(2).map(() => '')]);
  return row([name, ...COLUMNS.map(([, cell]) => cell(outcome))]);
}

export function covered({ report }: Measurement, how: string): number {
  return report.tools.filter((tool) => tool.how === how).length;
}

function rewritten({ report, server }: Measurement): Cell {
  const constructions = report.clients.filter(isConstruction);
  const done = constructions.filter(({ how }) => how === 'source').length;
  const others = report.clients.length - constructions.length;
  if (report.clients.length === 0) return server.aws ? '0' : '';
  return `${done} of ${constructions.length}${others > 0 ? `, and ${others} of other kinds` : ''}`;
}

function typeErrors({ typeErrors: errors, server }: Measurement): Cell {
  if (errors) return `${errors.before} → ${errors.after}`;
  if (server.notInstalled !== undefined) return `not installed: ${server.notInstalled}`;
  return server.notTypeChecked === undefined ? 'no types' : `not checked: ${server.notTypeChecked}`;
}

function listed({ verified, server: { start } }: Measurement): Cell {
  if ('notStarted' in start) return `not started: ${start.notStarted}`;
  if (verified === undefined || 'failure' in verified) return 'does not start';
  const { total, takingParameter } = verified.summary.tools;
  return `${takingParameter} of ${total}`;
}

function signed({ verified, server: { start } }: Measurement): Cell {
  if (!('call' in start) || start.call === undefined) return '';
  if (verified === undefined || 'failure' in verified) return 'no';
  return isSigned(verified.calls) ? 'yes' : 'no';
}

function row(cells: readonly Cell[]): string {
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
