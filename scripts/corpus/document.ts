import { complaints } from './complaints.ts';
import type { CorpusServer } from './corpus-server.ts';
import type { Outcome } from './measure.ts';
import { table } from './table.ts';
import { totals } from './totals.ts';

const START = '<!-- measured -->';
const END = '<!-- /measured -->';
const LONGEST = 300;

export interface Chapter {
  readonly title: string;
  readonly outcomes: readonly Outcome[];
}

/** `document` with what was measured between its two marks. */
export function withMeasurements(document: string, chapters: readonly Chapter[]): string {
  const [before, after] = [document.indexOf(START), document.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`docs/real-servers.md has lost its marks ${START} and ${END}`);
  return `${document.slice(0, before + START.length)}\n\n${measurements(chapters)}\n\n${document.slice(after)}`;
}

export function measurements(chapters: readonly Chapter[]): string {
  const outcomes = chapters.flatMap((chapter) => chapter.outcomes);
  return [
    totals(outcomes),
    ...chapters.map((chapter) => `## ${chapter.title}\n\n${table(chapter.outcomes)}`),
    section('What is amiss', amiss(outcomes)),
    section('Counts that disagree', disagreements(outcomes.map(({ server }) => server))),
    section('What is left to a person', leftToAPerson(outcomes)),
    section('By the server', byTheServer(outcomes)),
  ].join('\n\n');
}

/** One line of each: the run itself prints them whole. */
function amiss(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap((outcome) =>
    complaints(outcome).map((complaint) => `${outcome.server.id}: ${complaint.split('\n', 1)[0]?.slice(0, LONGEST)}`),
  );
}

function disagreements(servers: readonly CorpusServer[]): string[] {
  return servers.flatMap(({ id, tools, disagreement }) =>
    disagreement ? [`${id}: ${tools} here, ${disagreement.corpus} in the corpus. ${disagreement.why}`] : [],
  );
}

function leftToAPerson(outcomes: readonly Outcome[]): string[] {
  return reported(
    outcomes,
    'manual',
    ({ name, file, line, verdict, reason }) => `\`${name}\` in ${file}:${line} (${verdict}): ${reason}`,
  );
}

function byTheServer(outcomes: readonly Outcome[]): string[] {
  return reported(outcomes, 'server', ({ reason }) => reason);
}

interface Item {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly verdict: string;
  readonly reason: string;
  readonly how: string;
}

/** One line for each server and text, with how many items share it. */
function reported(outcomes: readonly Outcome[], how: string, text: (item: Item) => string): string[] {
  return outcomes.flatMap((outcome) => {
    if ('failure' in outcome) return [];
    const items: readonly Item[] = [...outcome.report.tools, ...outcome.report.clients];
    const texts = items.filter((item) => item.how === how).map(text);
    return [...new Set(texts)].map((line) => {
      const times = texts.filter((other) => other === line).length;
      return `${outcome.server.id}: ${times > 1 ? `${times} × ` : ''}${line}`;
    });
  });
}

function section(title: string, lines: readonly string[]): string {
  return `## ${title}\n\n${lines.length === 0 ? 'None.' : lines.map((line) => `- ${line}`).join('\n')}`;
}
