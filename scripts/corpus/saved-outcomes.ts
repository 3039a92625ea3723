import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CorpusServer } from './corpus-server.ts';
import type { Outcome } from './measure.ts';

/** What came of each server is kept beside the checkouts, so that the page can be written after measuring one of them. */
const FOLDER = '.outcomes';

export async function saveOutcome(checkouts: string, outcome: Outcome): Promise<void> {
  await mkdir(join(checkouts, FOLDER), { recursive: true });
  await writeFile(join(checkouts, FOLDER, `${outcome.server.id}.json`), JSON.stringify(outcome));
}

/** The last outcome of each server, in their order; those never measured are left out. */
export async function lastOutcomes(checkouts: string, servers: readonly CorpusServer[]): Promise<Outcome[]> {
  const outcomes = await Promise.all(servers.map((server) => lastOutcome(checkouts, server)));
  return outcomes.filter((outcome) => outcome !== undefined);
}

async function lastOutcome(checkouts: string, server: CorpusServer): Promise<Outcome | undefined> {
  try {
    const text = await readFile(join(checkouts, FOLDER, `${server.id}.json`), 'utf8');
    return { ...(JSON.parse(text) as Outcome), server };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
