import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const EXAMPLES = ['s3-inventory', 'log-search', 'orders-table', 'cost-report-js'] as const;
export type ExampleName = (typeof EXAMPLES)[number];

/** Copies every example into `<folder>/examples`, as its author would have it: without installed modules. */
export async function copyExamples(repository: string, folder: string): Promise<void> {
  await mkdir(join(folder, 'examples'));
  const filter = (path: string) => !path.includes('node_modules');
  for (const name of EXAMPLES) {
    await cp(join(repository, 'examples', name), exampleFolder(folder, name), { recursive: true, filter });
  }
}

export function exampleFolder(folder: string, name: ExampleName): string {
  return join(folder, 'examples', name);
}

/** What `npm start` gives to Node. */
export async function startArguments(folder: string): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return manifest.scripts.start.split(' ').slice(1);
}
