import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { run } from './commands.ts';
import type { CorpusServer } from './corpus-server.ts';

/** Lock files pin packages that no longer exist; `.git` would make the copy a repository with uncommitted changes. */
const LEFT_BEHIND = /(?:^|[\\/])(?:node_modules|\.git|bun\.lockb?|yarn\.lock|[\w-]+-lock\.(?:json|yaml))$/;

/**
 * A copy in `work`, without lock files; the folder of its package. Of a package that takes its workspace's packages as they are
 * published, the copy is the package alone: it is then no part of a workspace.
 */
export async function checkOut(server: CorpusServer, checkouts: string, work: string): Promise<string> {
  const original = join(checkouts, server.id);
  if (!existsSync(original)) await clone(server, original);
  const { packages, folder = '.' } = server;
  const source = join(await realpath(original), packages ? folder : '.');
  const copy = join(work, server.id);
  await cp(source, copy, { recursive: true, filter: (path) => !LEFT_BEHIND.test(relative(source, path)) });
  if (!packages) return join(copy, folder);
  await usePublished(packages, join(copy, 'package.json'));
  return copy;
}

async function clone({ repository, commit }: CorpusServer, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const steps = [
    ['git', 'init', '--quiet'],
    ['git', 'fetch', '--quiet', '--depth', '1', `https://github.com/${repository}`, commit],
    ['git', 'checkout', '--quiet', 'FETCH_HEAD'],
  ];
  for (const step of steps) {
    const { code, stderr } = await run(step, folder);
    if (code === 0) continue;
    await rm(folder, { recursive: true, force: true });
    throw new Error(`${repository} at ${commit} could not be cloned: ${stderr.trim().split('\n')[0]}`);
  }
}

/** npm knows neither `workspace:` nor `catalog:`, and a sibling package would have to be built first. */
async function usePublished(packages: Readonly<Record<string, string>>, manifest: string): Promise<void> {
  const text = await readFile(manifest, 'utf8');
  const changed = Object.entries(packages).reduce(
    (json, [name, version]) => withVersion(json, name, version),
    JSON.parse(text) as Manifest,
  );
  await writeFile(manifest, `${JSON.stringify(changed, null, 2)}\n`);
}

export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The manifest with one dependency at another version, added where it has none of the name. */
export function withVersion(manifest: Manifest, name: string, version: string): Manifest {
  const field = manifest.devDependencies?.[name] === undefined ? 'dependencies' : 'devDependencies';
  return { ...manifest, [field]: { ...manifest[field], [name]: version } };
}
