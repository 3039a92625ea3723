import { join } from 'node:path';
import type { FixtureName } from './fixture/servers.ts';
import { startFixture } from './start-fixture.ts';
import { type Outcome, runSuite } from './suite.ts';

/** The suite against one fixture. */
export async function runFixture(name: FixtureName, folder: string, signal: AbortSignal): Promise<Outcome[]> {
  await using fixture = await startFixture(name);
  return await runSuite(fixture.url, join(folder, name), signal);
}
