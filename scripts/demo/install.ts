import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from './npm.ts';

const PACKAGES = ['cred-extract', 'codemod', 'entrypoint-template'];

/** Packs the packages as npm would publish them, into `<folder>/packages`. The paths of the tarballs. */
export async function packPackages(repository: string, folder: string, signal: AbortSignal): Promise<string[]> {
  const destination = join(folder, 'packages');
  await mkdir(destination);
  const sources = PACKAGES.map((name) => `./packages/${name}`);
  await npm(['pack', ...sources, '--pack-destination', destination, '--ignore-scripts'], repository, signal);
  const names = await readdir(destination);
  return names.map((name) => join(destination, name));
}

/**
 * One install for the four examples, as npm workspaces: the tarballs stand in for the registry, and everything else
 * comes from there, at the versions the examples pin.
 */
export async function installExamples(folder: string, tarballs: readonly string[], signal: AbortSignal): Promise<void> {
  const dependencies = Object.fromEntries(tarballs.map((path) => [packageName(path), `file:${path}`]));
  const manifest = { name: 'demo', private: true, workspaces: ['examples/*'], dependencies };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--omit=dev', '--loglevel=error'];
  await npm(['install', ...flags], folder, signal);
}

/** `mcp-multi-account-codemod-0.1.0.tgz` holds `@mcp-multi-account/codemod`. */
export function packageName(tarball: string): string {
  const name = /mcp-multi-account-([a-z-]+)-\d[^/]*\.tgz$/.exec(tarball)?.[1];
  if (!name) throw new Error(`npm pack wrote an unexpected file: ${tarball}`);
  return `@mcp-multi-account/${name}`;
}
