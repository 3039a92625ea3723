import { type Conversion, convert } from './convert.ts';
import { copyExamples, EXAMPLES } from './examples.ts';
import { installExamples, packPackages } from './install.ts';
import type { Progress } from './progress.ts';
import { coverageTable, diffTable } from './report.ts';

export interface Preparation {
  readonly repository: string;
  readonly folder: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Turns copies of the examples into multi-account servers, and installs what they need. */
export async function prepare({ repository, folder, progress, signal }: Preparation): Promise<void> {
  await copyExamples(repository, folder);
  const conversions: Conversion[] = [];
  await progress.step(`codemod run on ${EXAMPLES.length} servers`, async () => {
    for (const example of EXAMPLES) conversions.push(await convert(repository, folder, example, signal));
  });
  progress.line(`\n${diffTable(conversions)}\n\n${coverageTable(conversions)}\n`);
  const tarballs = await progress.step('npm pack', () => packPackages(repository, folder, signal));
  await progress.step('npm install of the packed packages and the servers', () =>
    installExamples(folder, tarballs, signal),
  );
}
