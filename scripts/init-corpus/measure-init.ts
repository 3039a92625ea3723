import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { checkOut } from '../corpus/check-out.ts';
import { npm, run } from '../corpus/commands.ts';
import type { Start } from '../corpus/corpus-server.ts';
import { countTypeErrors } from '../corpus/count-type-errors.ts';
import { runCodemod } from '../corpus/run-codemod.ts';
import { runVerify, type VerifyReport } from '../corpus/run-verify.ts';
import type { ChosenServer } from './chosen-servers.ts';
import { imageEntry } from './image-entry.ts';
import { type InitReport, runInit, writtenFiles } from './run-init.ts';

export type InitOutcome = InitMeasurement | { readonly chosen: ChosenServer; readonly failure: string };

export type Verified = VerifyReport | { readonly failure: string };

export interface InitMeasurement {
  readonly chosen: ChosenServer;
  readonly report: InitReport;
  readonly entry: { readonly path: string; readonly built: string };
  /** Undefined without a tsconfig.json. */
  readonly typeErrors: { readonly before: number; readonly after: number } | undefined;
  readonly changedBySecondRun: readonly string[];
  /** What the image would start. */
  readonly imageStarts: string;
  readonly stdio: Verified;
  readonly http: Verified;
}

export interface Places {
  readonly checkouts: string;
  readonly work: string;
  /** The packed library and entry point. */
  readonly packages: readonly string[];
}

/** Converts a copy of one server, gives it its entry file, builds it, and proves it over stdio and over HTTP. */
export async function measureInit(
  chosen: ChosenServer,
  { checkouts, work, packages }: Places,
): Promise<InitMeasurement> {
  const { server } = chosen;
  const folder = await checkOut(server, checkouts, work);
  await npm(['install', '--no-workspaces'], folder);
  const before = await countTypeErrors(folder);
  await runCodemod(folder, server.path ?? '.');
  const report = await runInit(folder);
  if (!report.entry) throw new Error(`${report.verdict}: ${report.reason}`);
  const changedBySecondRun = writtenFiles(await runInit(folder));
  await npm(['install', '--no-workspaces', '--no-save', ...packages], folder);
  const after = await countTypeErrors(folder);
  await build(folder);
  const typeErrors = before === undefined || after === undefined ? undefined : { before, after };
  const started = { chosen, report, entry: report.entry, typeErrors, changedBySecondRun };
  const proved = await proveBoth(chosen, report.entry.built, folder);
  return { ...started, imageStarts: await imageEntry(folder), ...proved };
}

async function build(folder: string): Promise<void> {
  const { scripts } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { scripts?: object };
  if (!scripts || !('build' in scripts)) return;
  const { code, stdout, stderr } = await run(['npm', 'run', 'build'], folder);
  if (code !== 0) throw new Error(`npm run build failed: ${(stderr + stdout).trim().slice(-300)}`);
}

async function proveBoth(
  chosen: ChosenServer,
  built: string,
  folder: string,
): Promise<Pick<InitMeasurement, 'stdio' | 'http'>> {
  const { server, nodeOptions = [] } = chosen;
  const known: Partial<Start> = 'notStarted' in server.start ? {} : server.start;
  const env = { ...known.env, ...chosen.env };
  const start = { command: ['node', ...nodeOptions, built], env };
  const port = await freePort();
  const overHttp = { ...env, MCP_TRANSPORT: 'streamable-http', MCP_PORT: String(port) };
  return {
    stdio: await prove({ ...start, ...(known.call && { call: known.call }) }, folder),
    http: await prove({ ...start, env: overHttp, url: `http://127.0.0.1:${port}/mcp` }, folder),
  };
}

function prove(start: Start, folder: string): Promise<Verified> {
  return runVerify(start, folder).catch((error: unknown) => ({
    failure: error instanceof Error ? error.message : String(error),
  }));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
