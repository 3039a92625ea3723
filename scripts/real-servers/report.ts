import { TARGET } from './cloud.ts';
import type { Measurement } from './measure.ts';

/** What a maintainer may expect of every server; empty when nothing is amiss. */
export function complaints(seen: Measurement): string[] {
  const { server } = seen;
  return [
    seen.found !== server.tools && `${seen.found} tools found, ${server.tools} counted by hand`,
    seen.listed !== seen.withParameter && `${seen.listed - seen.withParameter} listed tools lack the parameter`,
    seen.manual > 0 && `${seen.manual} tools left to a person`,
    (seen.typeErrorsAfter ?? 0) > (seen.typeErrorsBefore ?? 0) && 'new type errors',
    seen.changedBySecondRun > 0 && 'a second run changes files',
    seen.signedBy !== TARGET && `the call was signed by ${seen.signedBy}`,
  ].filter((complaint): complaint is string => complaint !== false);
}

const COLUMNS: readonly [title: string, cell: (seen: Measurement) => string | number][] = [
  ['Server', ({ server }) => `[${server.id}](${server.repository}/tree/${server.commit})`],
  ['Tools expected', ({ server }) => server.tools],
  ['found', (seen) => seen.found],
  ['in source', (seen) => seen.inSource],
  ['by `withAccounts`', (seen) => seen.byServer],
  ['manual', (seen) => seen.manual],
  ['AWS clients rewritten', (seen) => `${seen.clientsRewritten} of ${seen.clients}`],
  ['Type errors before', (seen) => seen.typeErrorsBefore ?? 'no types'],
  ['after', (seen) => seen.typeErrorsAfter ?? 'no types'],
  ['Files changed by a second run', (seen) => seen.changedBySecondRun],
  ['Tools listed with the parameter', (seen) => `${seen.withParameter} of ${seen.listed}`],
  ['Call with a target signed by', (seen) => (seen.signedBy === TARGET ? 'the target' : seen.signedBy)],
  ['Codemod, seconds', (seen) => seen.seconds.toFixed(1)],
];

export function report(measurements: readonly Measurement[]): string {
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    row(COLUMNS.map(([title]) => title)),
    row(COLUMNS.map(() => '---')),
    ...measurements.map((seen) => row(COLUMNS.map(([, cell]) => cell(seen)))),
  ].join('\n');
}

const START = '<!-- measured -->';
const END = '<!-- /measured -->';

/** `document` with the table between its two marks replaced. */
export function withTable(document: string, table: string): string {
  const [before, after] = [document.indexOf(START), document.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`docs/real-servers.md has lost its marks ${START} and ${END}`);
  return `${document.slice(0, before + START.length)}\n\n${table}\n\n${document.slice(after)}`;
}
