import { isConstruction, isSigned } from './complaints.ts';
import type { Measurement, Outcome } from './measure.ts';
import { covered } from './table.ts';

/** What the rows say together, as lines of a Markdown list. */
export function totals(outcomes: readonly Outcome[]): string {
  const measured = outcomes.filter((outcome): outcome is Measurement => !('failure' in outcome));
  const aws = measured.filter(({ server }) => server.aws !== undefined);
  const typed = measured.filter(({ typeErrors }) => typeErrors !== undefined);
  return [
    `${sum(measured, ({ report }) => report.tools.length)} of ${sum(measured, ({ server }) => server.tools)} tools found`,
    `${coverage(measured)} of them in the source; of the servers that reach AWS, ${coverage(aws)}`,
    `${constructions(measured)} AWS SDK v3 constructions rewritten, the others reported with a reason`,
    `${sum(typed, newErrors)} new type errors in ${typed.length} type-checked servers`,
    `${measured.filter(({ changedBySecondRun }) => changedBySecondRun > 0).length} servers changed by a second run`,
    startUps(measured),
  ]
    .map((line) => `- ${line}`)
    .join('\n');
}

function startUps(measured: readonly Measurement[]): string {
  const started = measured.filter(({ verified }) => verified !== undefined);
  const passing = started.filter(({ verified }) => verified && !('failure' in verified) && verified.summary.ok);
  const called = started.filter(({ server: { start } }) => 'call' in start && start.call);
  const signed = called.filter(({ verified }) => verified && !('failure' in verified) && isSigned(verified.calls));
  return `${passing.length} of ${started.length} started servers pass \`verify\`, ${signed.length} of ${called.length} with calls that other accounts sign`;
}

function coverage(measured: readonly Measurement[]): string {
  const all = sum(measured, ({ report }) => report.tools.length);
  const inSource = sum(measured, (seen) => covered(seen, 'source'));
  return `${inSource} of ${all} (${all === 0 ? 0 : Math.floor((100 * inSource) / all)} %)`;
}

function constructions(measured: readonly Measurement[]): string {
  const all = measured.flatMap(({ report }) => report.clients.filter(isConstruction));
  return `${all.filter(({ how }) => how === 'source').length} of ${all.length}`;
}

function newErrors({ typeErrors }: Measurement): number {
  return typeErrors ? Math.max(0, typeErrors.after - typeErrors.before) : 0;
}

function sum(measured: readonly Measurement[], value: (seen: Measurement) => number): number {
  return measured.reduce((total, seen) => total + value(seen), 0);
}
