import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cloud } from './cloud.ts';
import { countTypeErrors, npm, ROOT, run } from './commands.ts';
import { type Exercise, exercise } from './exercise.ts';
import type { RealServer } from './servers.ts';

export interface Measurement extends Exercise {
  readonly server: RealServer;
  readonly found: number;
  readonly inSource: number;
  readonly byServer: number;
  readonly manual: number;
  readonly clients: number;
  readonly clientsRewritten: number;
  readonly typeErrorsBefore: number | undefined;
  readonly typeErrorsAfter: number | undefined;
  readonly changedBySecondRun: number;
  /** Wall time of the codemod's process. */
  readonly seconds: number;
}

interface CodemodOutput {
  readonly tools: readonly { readonly how: 'source' | 'server' | 'manual' }[];
  readonly clients: readonly { readonly how: 'source' | 'manual' }[];
  readonly files: readonly unknown[];
}

/** Converts a copy of one server, as its maintainer would, and counts what came of it. */
export async function measure(
  server: RealServer,
  checkouts: string,
  work: string,
  library: string,
  cloud: Cloud,
): Promise<Measurement> {
  const folder = join(work, server.id);
  await mkdir(folder);
  await cp(join(checkouts, server.id, server.folder), folder, {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|\.git|[\w-]+-lock\.(json|yaml))$/.test(source),
  });
  await npm(['install'], folder);
  const typeErrorsBefore = await countTypeErrors(folder);
  const started = performance.now();
  const first = await codemod(folder);
  const seconds = (performance.now() - started) / 1000;
  await npm(['install', '--no-save', library], folder);
  const count = (how: string) => first.tools.filter((tool) => tool.how === how).length;
  return {
    server,
    found: first.tools.length,
    inSource: count('source'),
    byServer: count('server'),
    manual: count('manual'),
    clients: first.clients.length,
    clientsRewritten: first.clients.filter((client) => client.how === 'source').length,
    typeErrorsBefore,
    typeErrorsAfter: await countTypeErrors(folder),
    changedBySecondRun: (await codemod(folder)).files.length,
    seconds,
    ...(await exercise(server, folder, cloud)),
  };
}

async function codemod(folder: string): Promise<CodemodOutput> {
  const cli = join(ROOT, 'packages/codemod/dist/cli.js');
  const { code, stdout, stderr } = await run(process.execPath, [cli, 'run', folder, '--json'], folder);
  if (code > 1) throw new Error(`the codemod refused ${folder}: ${stderr}`);
  return JSON.parse(stdout) as CodemodOutput;
}
