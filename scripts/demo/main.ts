// npm run demo: the examples become multi-account servers and are called for 20 accounts at once.
import { fileURLToPath } from 'node:url';
import { createProgress } from './progress.ts';
import { runDemo } from './run-demo.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

// Everything that runs is stopped and disposed of on the way out; a second signal ends the process at once.
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

try {
  await using folder = await createTemporaryFolder();
  const repository = fileURLToPath(new URL('../..', import.meta.url));
  const progress = createProgress(process.stdout, stopping.signal);
  const preparation = { repository, folder: folder.path, progress, signal: stopping.signal };
  const { calls, wrong, problems } = await runDemo(preparation);
  for (const problem of problems.slice(0, 20)) progress.line(problem);
  if (problems.length > 20) progress.line(`and ${problems.length - 20} more`);
  progress.line(`demo: ${calls} calls, ${wrong} in the wrong account`);
  process.exitCode = wrong === 0 && problems.length === 0 ? 0 : 1;
} catch (error) {
  console.error(stopping.signal.aborted ? 'demo: stopped' : `demo: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
