/**
 * Runs the codemod on public servers and writes what came of it into docs/real-servers.md:
 *
 *     npm run real-servers -- <folder>
 *
 * where `<folder>/<id>` is a checkout of each server in servers.ts at its commit. Exit 1 when a server is not fully
 * converted.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startCloud } from './cloud.ts';
import { packLibrary, ROOT } from './commands.ts';
import { type Measurement, measure } from './measure.ts';
import { complaints, report, withTable } from './report.ts';
import { type RealServer, SERVERS } from './servers.ts';

const DOCUMENT = join(ROOT, 'docs/real-servers.md');

async function main(checkouts: string): Promise<number> {
  const work = await mkdtemp(join(tmpdir(), 'real-servers-'));
  const cloud = await startCloud(work);
  try {
    const library = await packLibrary(work);
    const measurements: Measurement[] = [];
    for (const server of SERVERS) {
      console.log(`${server.id} …`);
      measurements.push(await measure(server, checkouts, work, library, cloud));
    }
    const table = report(measurements);
    await writeFile(DOCUMENT, withTable(await readFile(DOCUMENT, 'utf8'), table));
    console.log(table);
    return summary(measurements);
  } finally {
    await cloud.aws.close();
    await rm(work, { recursive: true, force: true });
  }
}

function summary(measurements: readonly Measurement[]): number {
  const amiss = measurements.flatMap((seen) => complaints(seen).map((complaint) => `${seen.server.id}: ${complaint}`));
  for (const line of amiss) console.error(line);
  return amiss.length === 0 ? 0 : 1;
}

function missing(checkouts: string): RealServer[] {
  return SERVERS.filter(({ id, folder, entry }) => !existsSync(join(checkouts, id, folder, entry)));
}

const argument = process.argv[2];
const absent = argument ? missing(resolve(argument)) : SERVERS;
if (!argument || absent.length > 0) {
  console.error('Usage: npm run real-servers -- <folder>. Check these out in it first:');
  for (const { id, repository, commit } of absent) console.error(`  ${id}: ${repository} at ${commit}`);
  process.exitCode = 2;
} else {
  process.exitCode = await main(resolve(argument));
}
