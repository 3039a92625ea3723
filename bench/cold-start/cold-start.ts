/**
 * What the entry point adds to the start of a server: `npm run bench -- cold-start`. Every figure is from a fresh process of the
 * S3 example, directly and through the entry point in turn, against a local AWS in this process.
 */
import { rmSync } from 'node:fs';
import { startLocalAws } from '../../packages/cred-extract/src/testing/index.ts';
import { prepareExample } from './example.ts';
import { measure, type Start } from './measure.ts';

const ROUNDS = 21;
const ACCOUNT = '100000000000';

const WAYS = [
  ['directly, stdio', 'src/index.ts', 'stdio'],
  ['`serve`, stdio', 'src/serve.ts', 'stdio'],
  ['`serve`, HTTP', 'src/serve.ts', 'http'],
  ['`serveProgram`, stdio', 'src/serve-program.ts', 'stdio'],
  ['`serveProgram`, HTTP', 'src/serve-program.ts', 'http'],
] as const;

export async function coldStart(): Promise<string> {
  const aws = await startLocalAws({ accounts: [{ accountId: ACCOUNT }] });
  const folder = prepareExample();
  const starts = WAYS.map((): Start[] => []);
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      // Each way is the first of a round as often as any other.
      for (let turn = 0; turn < WAYS.length; turn += 1) {
        const way = (round + turn) % WAYS.length;
        const [, file, transport] = WAYS[way] as (typeof WAYS)[number];
        starts[way]?.push(await measure({ folder, file, transport, env: aws.env(ACCOUNT) }));
      }
    }
  } finally {
    await aws.close();
    rmSync(folder, { recursive: true });
  }
  const head = '| the S3 example | first answered call | more | processor time | more | memory | more |';
  const line = '| --- | --- | --- | --- | --- | --- | --- |';
  const tables = (
    [
      ['Medians', medians],
      ['The fastest', fastest],
    ] as const
  ).map(([title, of]) => {
    const rows = WAYS.map(([name], way) => row(name, of(starts[way] ?? []), of(starts[0] ?? [])));
    return `${title} of ${ROUNDS}:\n\n${[head, line, ...rows].join('\n')}`;
  });
  return tables.join('\n\n');
}

function row(name: string, start: Start, directly: Start): string {
  const cells = (['ms', 'cpuMs', 'mb'] as const).flatMap((figure) => {
    const unit = figure === 'mb' ? 'MB' : 'ms';
    const more = start[figure] - directly[figure];
    return [`${start[figure].toFixed(0)} ${unit}`, `${more < 0 ? '−' : ''}${Math.abs(more).toFixed(0)} ${unit}`];
  });
  return `| ${[name, ...cells].join(' | ')} |`;
}

function medians(starts: readonly Start[]): Start {
  const of = (figure: keyof Start) => median(starts.map((start) => start[figure]));
  return { ms: of('ms'), cpuMs: of('cpuMs'), mb: of('mb') };
}

/** Where other programs use the machine, the figure that they have disturbed least. */
function fastest(starts: readonly Start[]): Start {
  const least = (figure: keyof Start) => Math.min(...starts.map((start) => start[figure]));
  return { ms: least('ms'), cpuMs: least('cpuMs'), mb: least('mb') };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
