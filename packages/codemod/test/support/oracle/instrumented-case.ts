import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type GoldenCase, installCase, REPOSITORY, readSide } from '../golden.ts';
import { instrument } from './instrument.ts';

/** A converted case that reports to the local AWS, as a command that starts it. */
export interface InstrumentedCase {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** True when it asks AWS by clients or commands of its own; otherwise its functions do. */
  readonly hasClients: boolean;
}

/** `change` makes another server of it, for a test of the oracle. */
export function instrumentedCase(golden: GoldenCase, change = (text: string) => text): InstrumentedCase {
  const folder = installCase(golden, 'expected');
  const sources = readSide(golden.name, 'expected').filter(({ path }) => /\.[cm]?[jt]s$/.test(path));
  for (const { path, text } of sources) writeFileSync(join(folder, path), instrument(path, change(text)));
  const hasCommand = existsSync(join(folder, 'aws'));
  if (hasCommand) writeAwsCommand(join(folder, 'aws'));
  const hasClients = hasCommand || sources.some(({ text }) => /['"]@(?:aws-sdk|smithy)\//.test(text));
  const loaders = [join(REPOSITORY, 'node_modules/tsx/dist/loader.mjs'), besides('preload.ts')];
  const imports = loaders.flatMap((loader) => ['--import', pathToFileURL(loader).href]);
  // Decorators of parameters need an option of the compiler.
  const tsconfig = join(folder, 'tsconfig.json');
  return {
    command: process.execPath,
    args: [...imports, join(folder, golden.entry)],
    env: {
      ORACLE_FUNCTIONS_ASK: String(!hasClients),
      ...(existsSync(tsconfig) && { TSX_TSCONFIG_PATH: tsconfig }),
    },
    hasClients,
  };
}

/** In place of the case's own, which asks nobody: one that AWS answers to. */
function writeAwsCommand(path: string): void {
  if (!readFileSync(path, 'utf8').includes('Stands for the AWS CLI')) throw new Error(`${path} is something else`);
  writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${besides('signed-request.ts')}'\n`);
  chmodSync(path, 0o755);
}

function besides(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
