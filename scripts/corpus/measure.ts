import { join } from 'node:path';
import { checkOut } from './check-out.ts';
import { npm } from './commands.ts';
import type { CorpusServer } from './corpus-server.ts';
import { countConstructions } from './count-constructions.ts';
import { countTypeErrors } from './count-type-errors.ts';
import { type CodemodReport, runCodemod } from './run-codemod.ts';
import { runVerify, type VerifyReport } from './run-verify.ts';

/** What came of one server; `failure` where the measuring itself went wrong. */
export type Outcome = Measurement | { readonly server: CorpusServer; readonly failure: string };

export interface Measurement {
  readonly server: CorpusServer;
  readonly report: CodemodReport;
  /** AWS SDK v3 constructions by text, before the run. */
  readonly constructions: number;
  /** Undefined without a tsconfig.json, or where nothing could be installed. */
  readonly typeErrors: { readonly before: number; readonly after: number } | undefined;
  readonly changedBySecondRun: number;
  /** Wall time of the codemod's first process. */
  readonly seconds: number;
  /** Undefined where the server is known not to start. */
  readonly verified: VerifyReport | { readonly failure: string } | undefined;
}

export interface Places {
  readonly checkouts: string;
  readonly work: string;
  /** The packed library. */
  readonly library: string;
}

/** Converts a copy of one server as its maintainer would, installs it, starts it, and counts what came of it. */
export async function measure(server: CorpusServer, places: Places): Promise<Measurement> {
  const folder = await checkOut(server, places.checkouts, places.work);
  const path = server.path ?? '.';
  const installed = server.notInstalled === undefined;
  if (installed) await npm(['install', '--no-workspaces'], folder);
  const typed = installed && server.notTypeChecked === undefined;
  const before = typed ? await countTypeErrors(folder) : undefined;
  const constructions = await countConstructions(join(folder, path));
  const { report, seconds } = await runCodemod(folder, path);
  if (installed) await npm(['install', '--no-workspaces', '--no-save', places.library], folder);
  const after = typed ? await countTypeErrors(folder) : undefined;
  return {
    server,
    report,
    constructions,
    typeErrors: before === undefined || after === undefined ? undefined : { before, after },
    changedBySecondRun: (await runCodemod(folder, path)).report.files.length,
    seconds,
    verified: await startUp(server, folder),
  };
}

async function startUp({ start }: CorpusServer, folder: string): Promise<Measurement['verified']> {
  if ('notStarted' in start) return undefined;
  try {
    return await runVerify(start, folder);
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
