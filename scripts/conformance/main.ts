// npm run conformance: the official suite and the official inspector against servers of both SDKs on the entry point.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createProgress } from '../demo/progress.ts';
import { createTemporaryFolder } from '../demo/temporary-folder.ts';
import { FIXTURE_NAMES } from './fixture/servers.ts';
import { INSPECTOR_VERSION, inspect, installInspector } from './inspector.ts';
import { judge } from './judge.ts';
import { NOT_APPLICABLE } from './not-applicable.ts';
import { runFixture } from './run-fixture.ts';

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort());
const progress = createProgress(process.stdout, stopping.signal);

try {
  await using folder = await createTemporaryFolder();
  const problems = [...(await runSuites(folder.path)), ...(await runInspector(join(folder.path, 'inspector')))];
  for (const problem of problems) progress.line(`✗ ${problem}`);
  progress.line(problems.length === 0 ? 'conformance: everything that applies passes' : 'conformance: failed');
  process.exitCode = problems.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`conformance: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

async function runSuites(folder: string): Promise<string[]> {
  const problems: string[] = [];
  for (const name of FIXTURE_NAMES) {
    const outcomes = await progress.step(name, () => runFixture(name, folder, stopping.signal));
    const applicable = outcomes.filter(({ scenario }) => !(scenario in NOT_APPLICABLE));
    const passed = applicable.filter(({ complaints }) => complaints.length === 0);
    progress.line(
      `  ${passed.length} of ${applicable.length} scenarios pass, ${outcomes.length - applicable.length} do not apply`,
    );
    problems.push(...judge(outcomes).map((problem) => `${name}: ${problem}`));
  }
  return problems;
}

async function runInspector(folder: string): Promise<string[]> {
  await mkdir(folder);
  const inspector = await progress.step(`npm install of the inspector ${INSPECTOR_VERSION}`, () =>
    installInspector(folder, stopping.signal),
  );
  if (!inspector) {
    progress.line('  skipped: the npm registry cannot be reached');
    return [];
  }
  const problems: string[] = [];
  for (const name of FIXTURE_NAMES) {
    const found = await progress.step(`inspector: ${name}, stdio and HTTP`, () => inspect(inspector, name));
    problems.push(...found.map((problem) => `inspector: ${name}: ${problem}`));
  }
  return problems;
}
