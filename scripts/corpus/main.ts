/**
 * Runs the codemod on public servers and writes what came of it into docs/real-servers.md:
 *
 *     npm run corpus -- [--checkouts <folder>] [id...]
 *
 * With ids, only those are measured; the others keep their last outcome. Exit 1 when anything is amiss, 2 for a wrong
 * argument.
 */
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CorpusArguments, fromCommandLine } from './arguments.ts';
import { packLibrary, ROOT } from './commands.ts';
import { complaints } from './complaints.ts';
import type { CorpusServer } from './corpus-server.ts';
import { withMeasurements } from './document.ts';
import { inParallel } from './in-parallel.ts';
import { measure, type Outcome, type Places } from './measure.ts';
import { Progress } from './progress.ts';
import { lastOutcomes, saveOutcome } from './saved-outcomes.ts';
import { CHOSEN, DEVELOPMENT, SERVERS } from './servers/index.ts';

const DOCUMENT = join(ROOT, 'docs/real-servers.md');
/** Installing waits for the network, compiling for a processor; more at a time would falsify the seconds. */
const AT_A_TIME = 2;

async function main({ checkouts, ids }: CorpusArguments): Promise<number> {
  const servers = SERVERS.filter(({ id }) => ids.length === 0 || ids.includes(id));
  await measureAll(servers, checkouts);
  const outcomes = await lastOutcomes(checkouts, SERVERS);
  const chapters = [
    { title: 'The development servers', outcomes: outcomes.filter(({ server }) => DEVELOPMENT.includes(server)) },
    { title: 'Servers of our own choosing', outcomes: outcomes.filter(({ server }) => CHOSEN.includes(server)) },
  ];
  await writeFile(DOCUMENT, withMeasurements(await readFile(DOCUMENT, 'utf8'), chapters));
  return sayWhatIsAmiss(outcomes);
}

async function measureAll(servers: readonly CorpusServer[], checkouts: string): Promise<void> {
  await mkdir(checkouts, { recursive: true });
  const work = await mkdtemp(join(tmpdir(), 'mcp-corpus-'));
  const removeWork = () => rmSync(work, { recursive: true, force: true });
  // An interrupted run leaves no gigabytes behind.
  process.once('exit', removeWork);
  const places = { checkouts, work, library: await packLibrary(work) };
  const progress = new Progress(servers.length, process.stderr);
  await inParallel(servers, AT_A_TIME, (server) =>
    progress.during(server.id, async () => saveOutcome(checkouts, await attempt(server, places))),
  );
}

/** One server's failure stops no other. Its folder is given back at once: fifty installations are many gigabytes. */
async function attempt(server: CorpusServer, places: Places): Promise<Outcome> {
  try {
    return await measure(server, places);
  } catch (error) {
    return { server, failure: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(join(places.work, server.id), { recursive: true, force: true });
  }
}

function sayWhatIsAmiss(outcomes: readonly Outcome[]): number {
  const amiss = outcomes.flatMap((outcome) => complaints(outcome).map((text) => `${outcome.server.id}: ${text}`));
  for (const line of amiss) console.error(line);
  return amiss.length === 0 ? 0 : 1;
}

process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
const given = fromCommandLine(SERVERS.map(({ id }) => id));
process.exitCode = given ? await main(given) : 2;
