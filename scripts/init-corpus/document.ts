import type { InitMeasurement, InitOutcome, Verified } from './measure-init.ts';

const INTRODUCTION = `# init on real servers

Ten public servers of the [corpus](real-servers.md), each made in another way: converted by \`run\`, given an entry file by
[\`init\`](init.md), built with their own build, started through that file over stdio and over HTTP, and proved by
[\`verify\`](verify.md) both times. Where verify has a call for a local AWS, the requests are signed by the account that was asked for;
over HTTP, where a server brings its own environment, it lists the tools and calls those that only read. Of the calls, those that
prove something are counted as passed; a tool that fails for want of a network proves nothing.

\`npm run init-corpus -- --checkouts <folder>\` measures it again.`;

/** docs/init-servers.md, as a whole. */
export function initDocument(outcomes: readonly InitOutcome[]): string {
  const passed = outcomes.filter((outcome) => amiss(outcome).length === 0).length;
  const complaints = outcomes.flatMap((outcome) =>
    amiss(outcome).map((each) => `- ${outcome.chosen.server.id}: ${each}`),
  );
  const parts = [INTRODUCTION, `${passed} of ${outcomes.length} pass.`, table(outcomes), ...reasons(outcomes)];
  return `${[...parts, ...(complaints.length > 0 ? ['## What is amiss', complaints.join('\n')] : [])].join('\n\n')}\n`;
}

/** What does not hold of a server; empty where all does. */
export function amiss(outcome: InitOutcome): string[] {
  if ('failure' in outcome) return [oneLine(outcome.failure)];
  const { typeErrors, changedBySecondRun, imageStarts, entry } = outcome;
  return [
    ...(typeErrors && typeErrors.after > typeErrors.before
      ? [`${typeErrors.after - typeErrors.before} new type errors`]
      : []),
    ...(changedBySecondRun.length > 0 ? [`a second run changes ${changedBySecondRun.join(', ')}`] : []),
    ...(imageStarts === entry.built
      ? []
      : [`the image would start ${imageStarts || 'nothing'} and not ${entry.built}`]),
    ...failures('stdio', outcome.stdio),
    ...failures('HTTP', outcome.http),
  ];
}

function failures(transport: string, verified: Verified): string[] {
  if ('failure' in verified) return [`over ${transport} ${oneLine(verified.failure)}`];
  return verified.summary.failures.map((failure) => `over ${transport}: ${oneLine(failure)}`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 300);
}

const COLUMNS: readonly [title: string, cell: (seen: InitMeasurement) => string][] = [
  ['Verdict', ({ report }) => report.verdict],
  ['Entry file', ({ entry }) => `\`${entry.path}\``],
  ['Started', ({ entry }) => `\`${entry.built}\``],
  [
    'Type errors before → after',
    ({ typeErrors }) => (typeErrors ? `${typeErrors.before} → ${typeErrors.after}` : 'no types'),
  ],
  ['Second run', ({ changedBySecondRun }) => changedBySecondRun.join(', ') || 'no change'],
  ['Found by the image', ({ imageStarts, entry }) => (imageStarts === entry.built ? 'yes' : 'no')],
  ['stdio: tools, calls', ({ stdio }) => verifiedCell(stdio)],
  ['HTTP: tools, calls', ({ http }) => verifiedCell(http)],
];

function table(outcomes: readonly InitOutcome[]): string {
  const titles = ['Server', 'Made', ...COLUMNS.map(([title]) => title)];
  return [row(titles), row(titles.map(() => '---')), ...outcomes.map(serverRow)].join('\n');
}

function serverRow(outcome: InitOutcome): string {
  const { server, kind } = outcome.chosen;
  const name = `[${server.id}](https://github.com/${server.repository}/tree/${server.commit})`;
  if ('failure' in outcome) return row([name, kind, 'see below', ...COLUMNS.slice(1).map(() => '')]);
  return row([name, kind, ...COLUMNS.map(([, cell]) => cell(outcome))]);
}

function verifiedCell(verified: Verified): string {
  if ('failure' in verified) return 'does not start';
  const { tools, calls } = verified.summary;
  return `${tools.takingParameter} of ${tools.total}, ${calls.passed} of ${calls.total}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

/** In the words of init. */
function reasons(outcomes: readonly InitOutcome[]): string[] {
  const lines = outcomes.flatMap((outcome) =>
    'failure' in outcome
      ? []
      : [`- ${outcome.chosen.server.id}: ${[outcome.report.reason, ...outcome.report.left].join('. ')}`],
  );
  return lines.length > 0 ? ['## What init says', lines.join('\n')] : [];
}
