import { createInterface, type Interface } from 'node:readline/promises';
import { editKeys } from '../plan/select-tools.ts';
import { colorDiff } from '../report/color-diff.ts';
import { unifiedDiff } from '../report/diff.ts';
import type { ProjectPlan } from '../transform.ts';
import type { ClientReport, Planned, RunItem, ToolReport } from '../types.ts';
import { ownChange } from './own-change.ts';
import { Refusal } from './refusal.ts';

export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly color: boolean;
}

/** What can only be accepted together: the same edits, for several tools of one server or one client. */
interface Question {
  readonly items: readonly RunItem[];
  readonly title: string;
  /** One of the items, which stands for all of them. */
  readonly changes: readonly Planned<unknown>[];
}

type Answer = 'yes' | 'no' | 'all' | 'none' | 'quit';

const ANSWERS: Readonly<Record<string, Answer>> = { y: 'yes', n: 'no', a: 'all', d: 'none', q: 'quit' };
const HELP =
  'y: this one   n: not this one   a: this one and all that follow   d: none of those that follow, nor this one   q: quit, change nothing';

/**
 * Shows what changes for each tool and each AWS client, and asks. Gives the reason to leave out what was declined.
 *
 * @throws Refusal when somebody quits, or the input ends.
 */
export async function chooseItems(
  plan: ProjectPlan,
  terminal: Terminal,
): Promise<(item: RunItem) => string | undefined> {
  const all = questions(plan);
  const prompt = createInterface({ input: terminal.input, output: terminal.output });
  const declined = new Set<string>();
  try {
    for (const [index, question] of all.entries()) {
      terminal.output.write(`\n[${index + 1}/${all.length}] ${question.title}\n${diffOf(plan, question, terminal)}`);
      const answer = await ask(prompt, terminal);
      if (answer === 'quit') throw new Refusal('Nothing was changed.');
      const left = answer === 'none' ? all.slice(index) : answer === 'no' ? [question] : [];
      for (const { items } of left) for (const item of items) declined.add(keyOf(item));
      if (answer === 'all' || answer === 'none') break;
    }
  } finally {
    prompt.close();
  }
  return (item) => (declined.has(keyOf(item)) ? 'declined' : undefined);
}

/** In the order of the report. Nothing is asked where nothing would change. */
function questions(plan: ProjectPlan): Question[] {
  const tools = groups(plan.tools).map((group) => ({
    items: group.map(({ report }) => ({ kind: 'tool' as const, ...report })),
    title: titleOf('tool', group),
    changes: group.slice(0, 1),
  }));
  const clients = groups(plan.clients).map((group) => ({
    items: group.map(({ report }) => ({ kind: 'client' as const, ...report })),
    title: titleOf('AWS client', group),
    changes: group.slice(0, 1),
  }));
  return [...tools, ...clients];
}

function groups<Report>(planned: readonly Planned<Report>[]): Planned<Report>[][] {
  const found = new Map<string, Planned<Report>[]>();
  for (const item of planned.filter(({ edits }) => edits.length > 0)) {
    const key = editKeys({ plan: item }).join('\n');
    found.set(key, [...(found.get(key) ?? []), item]);
  }
  return [...found.values()];
}

function titleOf(noun: string, group: readonly Planned<ToolReport | ClientReport>[]): string {
  const [first] = group;
  if (!first) return '';
  const { file, line, how, reason } = first.report;
  const names = group.map(({ report }) => report.name).join(', ');
  const by = how === 'server' ? `  by withAccounts: ${reason}` : '';
  return `${noun}${group.length === 1 ? '' : 's'} ${names}  ${file}:${line}${by}`;
}

function diffOf({ sources }: ProjectPlan, { changes }: Question, { color }: Terminal): string {
  const diff = unifiedDiff(changes.flatMap((change) => ownChange(change, sources)));
  return color ? colorDiff(diff) : diff;
}

async function ask(prompt: Interface, { output }: Terminal): Promise<Answer> {
  for (;;) {
    const given = await line(prompt);
    const answer = given === undefined ? 'quit' : ANSWERS[given.trim().toLowerCase()];
    if (answer) return answer;
    output.write(`${HELP}\n`);
  }
}

/** Undefined when the input ends, or at Ctrl+C, before there was an answer. */
function line(prompt: Interface): Promise<string | undefined> {
  const ended = new Promise<undefined>((done) => {
    prompt.once('close', () => done(undefined));
    prompt.once('SIGINT', () => prompt.close());
  });
  return Promise.race([prompt.question('Change this? [y,n,a,d,q,?] '), ended]);
}

function keyOf({ kind, file, line: at, name }: RunItem): string {
  return `${kind} ${file}:${at} ${name}`;
}
