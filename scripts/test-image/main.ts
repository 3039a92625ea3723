// npm run test:image: the template's image, really built for every example, started, called, stopped and pushed.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createProgress } from '../demo/progress.ts';
import { createTemporaryFolder } from '../demo/temporary-folder.ts';
import { findBaseImage } from './base-image.ts';
import { findEngine } from './find-engine.ts';
import { prepareExamples } from './prepare-examples.ts';
import { rdsBundle } from './rds-bundle.ts';
import { sizesTable } from './report.ts';
import { testExamples, testPush } from './run.ts';
import { shellcheck } from './shellcheck.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const stopping = new AbortController();
const { signal } = stopping;
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort());
const progress = createProgress(process.stdout, signal);

try {
  const problems = [...(await checkScripts()), ...(await checkImages())];
  for (const problem of problems) progress.line(`✗ ${problem}`);
  progress.line(problems.length === 0 ? 'test:image: done' : 'test:image: failed');
  process.exitCode = problems.length === 0 ? 0 : 1;
} catch (error) {
  console.error(
    signal.aborted ? 'test:image: stopped' : `test:image: ${error instanceof Error ? error.message : error}`,
  );
  process.exitCode = 1;
}

async function checkScripts(): Promise<readonly string[]> {
  const said = await shellcheck(repository, process.env);
  if (said === undefined) progress.line('shellcheck: skipped: it is not installed; SHELLCHECK names one');
  return said ? [said] : [];
}

async function checkImages(): Promise<readonly string[]> {
  const engine = await findEngine(join(repository, 'node_modules/.cache/test-image'), process.env, signal);
  if (typeof engine === 'string') return skip(engine);
  await using folder = await createTemporaryFolder();
  const template = join(repository, 'templates/Dockerfile');
  const base = await progress.step('base image', () => findBaseImage(engine, template, folder.path));
  if (base.kind === 'none') return skip(base.reason);
  progress.line(`  ${engine.name}, on ${base.reference} (${base.kind})`);
  const contexts = await progress.step('codemod run, init, npm pack', () =>
    prepareExamples(repository, folder.path, signal),
  );
  const bundle = await rdsBundle(contexts.values());
  if (bundle.RDS_CA_BUNDLE) progress.line('  the authorities of RDS are stood in for: AWS cannot be reached');
  const run = { engine, folder: folder.path, contexts, buildArgs: { NODE_IMAGE: base.reference, ...bundle }, progress };
  const { rows, problems } = await testExamples(run);
  progress.line(`\n${sizesTable(rows)}\n`);
  return [...problems, ...(await testPush(run, process.env))];
}

function skip(reason: string): readonly string[] {
  progress.line(`images: skipped: ${reason}`);
  return [];
}
