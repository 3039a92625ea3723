/**
 * How long the codemod takes for 200 files with 1,000 tools, beside the official codemod, jscodeshift and a bare oxc-parser
 * splice, and how that grows to 4,000 files: `npm run bench -- codemod`. Fresh processes over fresh copies, all engines in
 * turn. Writes bench/codemod.svg.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ChartRow, chart } from './chart.ts';
import { generateProject } from './generate.ts';
import { type Engine, type Measurement, measure } from './measure.ts';
import { installPeers, PEERS } from './peers.ts';

const FILES = 200;
const TOOLS_PER_FILE = 5;
const RUNS = 5;
const GROWTH = [200, 1_000, 4_000];
const GROWTH_RUNS = 3;

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const CHART_TITLE = `Processor seconds for ${FILES} files with ${FILES * TOOLS_PER_FILE} tools, shorter is better`;
const CHART = join(REPOSITORY, 'bench/codemod.svg');
const CLI = join(REPOSITORY, 'packages/codemod/dist/cli.js');
const OURS: Engine = { name: 'this codemod', arguments: (project) => [CLI, 'run', project], fieldsPerTool: 1 };
const HELP: Engine = { name: 'this codemod, only `--help`', arguments: () => [CLI, '--help'] };

export async function codemod(): Promise<string> {
  execFileSync('npm', ['run', 'build', '--silent', '--workspace', 'packages/codemod'], { cwd: REPOSITORY });
  const folder = mkdtempSync(join(tmpdir(), 'bench-codemod-projects-'));
  try {
    return [await comparison(folder), await growth(folder)].join('\n\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function comparison(folder: string): Promise<string> {
  const project = join(folder, 'comparison');
  generateProject(project, FILES);
  const results = await inTurn(engines(installPeers()), project);
  const engineResults = results.slice(0, -1);
  writeFileSync(CHART, chart(CHART_TITLE, engineResults.map(chartRow)));
  return table(
    ['engine', 'wall time', 'to the floor', 'to this codemod', 'processor time', 'to the floor', 'peak memory'],
    results.map((result) => comparisonRow(result, results)),
  );
}

interface Result {
  readonly name: string;
  readonly median: Measurement;
}

function chartRow({ name, median }: Result): ChartRow {
  return { name, seconds: median.processorTime / 1000 };
}

function comparisonRow({ name, median }: Result, [floor, ours]: readonly Result[]): string[] {
  return [
    name,
    seconds(median.milliseconds),
    ratio(median.milliseconds, floor?.median.milliseconds ?? 0),
    ratio(median.milliseconds, ours?.median.milliseconds ?? 0),
    seconds(median.processorTime),
    ratio(median.processorTime, floor?.median.processorTime ?? 0),
    `${Math.round(median.peakMemory)} MiB`,
  ];
}

function engines(peers: string): Engine[] {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const peer = (path: string) => join(peers, 'node_modules', path);
  const transform = here('engines/jscodeshift-transform.cjs');
  return [
    {
      name: `oxc-parser ${PEERS['oxc-parser']} and a splice: the floor`,
      arguments: (project) => [here('engines/oxc.mjs'), peers, project],
      fieldsPerTool: 1,
    },
    OURS,
    {
      name: `jscodeshift ${PEERS.jscodeshift}`,
      arguments: (project) => [
        peer('jscodeshift/bin/jscodeshift.js'),
        '-t',
        transform,
        '--extensions=ts',
        '-s',
        project,
      ],
      fieldsPerTool: 1,
    },
    {
      name: `@modelcontextprotocol/codemod ${PEERS['@modelcontextprotocol/codemod']}: its own edit`,
      arguments: (project) => [peer('@modelcontextprotocol/codemod/dist/cli.mjs'), 'v1-to-v2', project],
    },
    HELP,
  ];
}

async function inTurn(compared: readonly Engine[], project: string): Promise<Result[]> {
  const runs = new Map<Engine, Measurement[]>(compared.map((engine) => [engine, []]));
  for (let run = 0; run < RUNS; run += 1) {
    for (const [engine, measured] of runs) measured.push(await measure(engine, project, FILES * TOOLS_PER_FILE));
  }
  return [...runs].map(([{ name }, measured]) => ({ name, median: medianOf(measured) }));
}

async function growth(folder: string): Promise<string> {
  const rows: string[][] = [];
  for (const files of GROWTH) {
    const project = join(folder, `growth-${files}`);
    generateProject(project, files);
    const runs: Measurement[] = [];
    for (let run = 0; run < GROWTH_RUNS; run += 1) runs.push(await measure(OURS, project, files * TOOLS_PER_FILE));
    const { milliseconds, processorTime, peakMemory } = medianOf(runs);
    const perFile = `${(processorTime / files).toFixed(1)} ms`;
    rows.push([
      String(files),
      String(files * TOOLS_PER_FILE),
      seconds(milliseconds),
      seconds(processorTime),
      perFile,
      `${Math.round(peakMemory)} MiB`,
    ]);
  }
  return table(['files', 'tools', 'wall time', 'processor time', 'for each file', 'peak memory'], rows);
}

function medianOf(measured: readonly Measurement[]): Measurement {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
  return {
    milliseconds: middle(measured.map(({ milliseconds }) => milliseconds)),
    processorTime: middle(measured.map(({ processorTime }) => processorTime)),
    peakMemory: middle(measured.map(({ peakMemory }) => peakMemory)),
  };
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function ratio(value: number, base: number): string {
  return `${(value / base).toFixed(1)}×`;
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
