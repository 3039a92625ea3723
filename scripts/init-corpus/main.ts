/**
 * Gives ten public servers their entry files with `init` and proves them; writes docs/init-servers.md:
 *
 *     npm run init-corpus -- [--checkouts <folder>] [id...]
 *
 * With ids, only those are measured, and nothing is written. Exit 1 when anything is amiss, 2 for a wrong argument.
 */
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CorpusArguments, fromCommandLine } from '../corpus/arguments.ts';
import { ROOT } from '../corpus/commands.ts';
import { inParallel } from '../corpus/in-parallel.ts';
import { Progress } from '../corpus/progress.ts';
import { CHOSEN_SERVERS, type ChosenServer } from './chosen-servers.ts';
import { amiss, initDocument } from './document.ts';
import { type InitOutcome, measureInit, type Places } from './measure-init.ts';
import { packPackages } from './pack-packages.ts';

const DOCUMENT = join(ROOT, 'docs/init-servers.md');
/** Installing waits for the network, compiling for a processor. */
const AT_A_TIME = 2;

async function main({ checkouts, ids }: CorpusArguments): Promise<number> {
  const servers = CHOSEN_SERVERS.filter(({ server }) => ids.length === 0 || ids.includes(server.id));
  const outcomes = await measureAll(servers, checkouts);
  if (ids.length === 0) await writeFile(DOCUMENT, initDocument(outcomes));
  const complaints = outcomes.flatMap((outcome) =>
    amiss(outcome).map((each) => `${outcome.chosen.server.id}: ${each}`),
  );
  console.log([...complaints, `${outcomes.length} servers, ${complaints.length} complaints`].join('\n'));
  return complaints.length > 0 ? 1 : 0;
}

async function measureAll(servers: readonly ChosenServer[], checkouts: string): Promise<InitOutcome[]> {
  await mkdir(checkouts, { recursive: true });
  const work = await mkdtemp(join(tmpdir(), 'mcp-init-corpus-'));
  // An interrupted run leaves no gigabytes behind.
  process.once('exit', () => rmSync(work, { recursive: true, force: true }));
  const places = { checkouts, work, packages: await packPackages(work) };
  const progress = new Progress(servers.length, process.stderr);
  return inParallel(servers, AT_A_TIME, (chosen) => progress.during(chosen.server.id, () => attempt(chosen, places)));
}

/** One server's failure stops no other. Its folder is given back at once. */
async function attempt(chosen: ChosenServer, places: Places): Promise<InitOutcome> {
  try {
    return await measureInit(chosen, places);
  } catch (error) {
    return { chosen, failure: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(join(places.work, chosen.server.id), { recursive: true, force: true });
  }
}

process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
const given = fromCommandLine(CHOSEN_SERVERS.map(({ server }) => server.id));
process.exitCode = given ? await main(given) : 2;
