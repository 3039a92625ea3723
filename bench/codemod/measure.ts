import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const REPORT_USAGE = new URL('report-usage.mjs', import.meta.url).href;

/** A program that edits the project in the folder it is given. */
export interface Engine {
  readonly name: string;
  readonly arguments: (project: string) => readonly string[];
  /** How many times `target_account_id` stands in the project afterwards, for each tool; undefined for another edit. */
  readonly fieldsPerTool?: number;
}

export interface Measurement {
  /** Wall time of the process, in milliseconds; Node's own start included. */
  readonly milliseconds: number;
  /** Of all its processes and threads, in milliseconds. Other work on the machine hardly changes it. */
  readonly processorTime: number;
  /** Of the largest process, in MiB. */
  readonly peakMemory: number;
}

/**
 * One run of an engine, as a fresh process over a fresh copy of the project.
 *
 * @throws Error when the engine fails or has not made the edit: a time without the work means nothing.
 */
export async function measure(engine: Engine, project: string, tools: number): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-codemod-'));
  try {
    const copy = join(folder, 'project');
    cpSync(project, copy, { recursive: true });
    const usageFile = join(folder, 'usage');
    const milliseconds = await timed(engine.arguments(copy), usageFile);
    if (engine.fieldsPerTool !== undefined) expectFields(copy, tools * engine.fieldsPerTool, engine.name);
    return { milliseconds, ...usage(usageFile) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timed(args: readonly string[], usageFile: string): Promise<number> {
  const start = performance.now();
  const env = { ...process.env, BENCH_USAGE_FILE: usageFile, NODE_OPTIONS: `--import=${REPORT_USAGE}` };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(performance.now() - start);
      else reject(new Error(`${args.join(' ')} ended with ${code}: ${errors.slice(0, 2_000)}`));
    });
  });
}

function usage(file: string): Pick<Measurement, 'processorTime' | 'peakMemory'> {
  const processes = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Measurement);
  return {
    processorTime: processes.reduce((sum, { processorTime }) => sum + processorTime, 0),
    peakMemory: Math.max(...processes.map(({ peakMemory }) => peakMemory)),
  };
}

function expectFields(project: string, expected: number, name: string): void {
  const sources = readdirSync(project, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const fields = sources
    .map((path) => readFileSync(join(project, path), 'utf8').split('target_account_id').length - 1)
    .reduce((sum, count) => sum + count, 0);
  if (fields !== expected) throw new Error(`${name} wrote target_account_id ${fields} times, not ${expected}.`);
}
