import { join } from 'node:path';
import { type ExampleName, exampleFolder } from './examples.ts';
import { requireSuccess, runNode } from './run-command.ts';

/** The part of the codemod's `--json` that the demo shows. */
interface CodemodReport {
  readonly summary: {
    readonly tools: { readonly total: number; readonly manual: number };
    readonly clients: { readonly total: number; readonly source: number };
    readonly files: { readonly changed: number; readonly added: number; readonly removed: number };
  };
  readonly tools: readonly ConvertedTool[];
}

interface ConvertedTool {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly verdict: string;
  readonly how: 'source' | 'server' | 'manual';
}

export interface Conversion extends CodemodReport {
  readonly example: ExampleName;
}

/**
 * Runs the codemod on an example as a user would.
 *
 * @throws Error when the codemod fails or leaves manual work.
 */
export async function convert(
  repository: string,
  folder: string,
  example: ExampleName,
  signal: AbortSignal,
): Promise<Conversion> {
  const cli = join(repository, 'packages/codemod/dist/cli.js');
  const finished = await runNode([cli, 'run', exampleFolder(folder, example), '--json'], folder, signal);
  return { example, ...(JSON.parse(requireSuccess(`codemod run ${example}`, finished)) as CodemodReport) };
}
