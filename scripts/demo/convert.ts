import { join } from 'node:path';
import { type ExampleName, exampleFolder } from './examples.ts';
import { type Finished, requireSuccess, runNode } from './run-command.ts';

/** What the codemod says of one server, in its `--json` form. */
interface Coverage {
  readonly tools: readonly ConvertedTool[];
  readonly clients: readonly { readonly how: 'source' | 'manual' }[];
}

export interface ConvertedTool {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly verdict: string;
  readonly how: 'source' | 'server' | 'manual';
}

export interface Conversion extends Coverage {
  readonly example: ExampleName;
  /** Lines of the diff a reviewer gets to see. */
  readonly added: number;
  readonly removed: number;
}

/**
 * Runs the codemod on an example as a user would: a look at the diff, then the run itself.
 *
 * @throws Error when the codemod fails or leaves manual work.
 */
export async function convert(
  repository: string,
  folder: string,
  example: ExampleName,
  signal: AbortSignal,
): Promise<Conversion> {
  const project = exampleFolder(folder, example);
  const codemod = (...flags: string[]): Promise<Finished> =>
    runNode([join(repository, 'packages/codemod/dist/cli.js'), 'run', project, ...flags], folder, signal);
  const diff = (await codemod('--dry-run')).stdout;
  const report = requireSuccess(`codemod run ${example}`, await codemod('--json'));
  const lines = (pattern: RegExp) => diff.match(pattern)?.length ?? 0;
  const size = { added: lines(/^\+(?!\+\+ )/gm), removed: lines(/^-(?!-- )/gm) };
  return { example, ...size, ...(JSON.parse(report) as Coverage) };
}
