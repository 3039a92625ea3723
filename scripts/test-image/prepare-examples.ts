import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { copyExamples, EXAMPLES, type ExampleName, exampleFolder } from '../demo/examples.ts';
import { packageName, packPackages } from '../demo/install.ts';
import { mustRun } from './run-program.ts';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

/**
 * Copies of the examples as their users would have them: after the codemod and `init`, with nothing edited. Our packages
 * come from tarballs in `vendor/`, in the place of the registry.
 *
 * @returns the build contexts.
 */
export async function prepareExamples(
  repository: string,
  folder: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<ExampleName, string>> {
  await copyExamples(repository, folder);
  const tarballs = await packPackages(repository, folder, signal);
  const codemod = join(repository, 'packages/codemod/dist/cli.js');
  const contexts = new Map<ExampleName, string>();
  for (const name of EXAMPLES) {
    const context = exampleFolder(folder, name);
    for (const command of ['run', 'init']) await mustRun([process.execPath, codemod, command, context], { signal });
    await vendor(context, tarballs);
    contexts.set(name, context);
  }
  return contexts;
}

async function vendor(context: string, tarballs: readonly string[]): Promise<void> {
  await mkdir(join(context, 'vendor'));
  const manifest = JSON.parse(await readFile(join(context, 'package.json'), 'utf8')) as Manifest;
  for (const tarball of tarballs) await copyFile(tarball, join(context, 'vendor', basename(tarball)));
  await writeFile(join(context, 'package.json'), JSON.stringify(withVendored(manifest, tarballs), null, 2));
}

/** Every dependency that there is a tarball of comes from it. Others stay, and no new one is added. */
export function withVendored<T extends Manifest>(manifest: T, tarballs: readonly string[]): T {
  const dependencies = { ...manifest.dependencies };
  for (const tarball of tarballs) {
    const name = packageName(tarball);
    if (name in dependencies) dependencies[name] = `file:vendor/${basename(tarball)}`;
  }
  return { ...manifest, dependencies };
}
