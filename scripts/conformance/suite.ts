import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from '../demo/run-command.ts';

/** What came of one scenario. It passed when there is no complaint. */
export interface Outcome {
  readonly scenario: string;
  readonly complaints: readonly string[];
}

interface Check {
  readonly name: string;
  readonly status: 'SUCCESS' | 'INFO' | 'WARNING' | 'FAILURE';
  readonly errorMessage?: string;
  readonly details?: { readonly message?: string };
}

const CLI = fileURLToPath(import.meta.resolve('@modelcontextprotocol/conformance/dist/index.js'));

/**
 * Runs every server scenario of the official suite against `url`. A warning is a complaint too, as in the suite's own
 * comparison with a list of expected failures.
 *
 * @throws Error with the suite's output when it did not come to its end.
 */
export async function runSuite(url: string, folder: string, signal: AbortSignal): Promise<Outcome[]> {
  await mkdir(folder);
  const args = [CLI, 'server', '--url', url, '--suite', 'all', '--output-dir', folder];
  const { stdout, stderr } = await runNode(args, folder, signal);
  const announced = Number(/\((\d+) scenarios\)/.exec(stdout)?.[1]);
  const outcomes = await Promise.all((await readdir(folder)).map((name) => readOutcome(folder, name)));
  if (outcomes.length !== announced) throw new Error(`The conformance suite stopped:\n${stdout}\n${stderr}`);
  return outcomes.sort((a, b) => a.scenario.localeCompare(b.scenario));
}

async function readOutcome(folder: string, name: string): Promise<Outcome> {
  const checks = JSON.parse(await readFile(join(folder, name, 'checks.json'), 'utf8')) as Check[];
  return { scenario: scenarioOf(name), complaints: complaintsOf(checks) };
}

/** `server-ping-2026-11-20T12-43-24-351Z` is the folder of `ping`. */
export function scenarioOf(folder: string): string {
  return folder.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT[\d-]+Z$/, '');
}

/** A scenario without any check has shown nothing. */
export function complaintsOf(checks: readonly Check[]): string[] {
  if (checks.length === 0) return ['checked nothing'];
  return checks
    .filter(({ status }) => status === 'FAILURE' || status === 'WARNING')
    .map(({ name, errorMessage, details }) => errorMessage ?? details?.message ?? name);
}
