import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** Where and with what the dependencies of a package get installed. */
export interface Installation {
  readonly manager: PackageManager;
  /** Absolute: the root of the workspace where there is one. */
  readonly folder: string;
}

const LOCK_FILES: ReadonlyArray<readonly [file: string, manager: PackageManager]> = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/**
 * What the package in `folder` is installed with: the nearest lock file or `packageManager` field, in the folder or in those
 * above it as far as they are packages or hold the repository. Npm in the folder itself, where nothing says otherwise.
 */
export async function findInstallation(folder: string): Promise<Installation> {
  for (let current = folder; ; current = dirname(current)) {
    const manager = (await managerOfLockFile(current)) ?? (await managerOfManifest(current));
    if (manager) return { manager, folder: current };
    if (current === dirname(current) || (await exists(join(current, '.git')))) return { manager: 'npm', folder };
  }
}

async function managerOfLockFile(folder: string): Promise<PackageManager | undefined> {
  if (!(await exists(join(folder, 'package.json')))) return undefined;
  for (const [file, manager] of LOCK_FILES) if (await exists(join(folder, file))) return manager;
  return undefined;
}

/** `"packageManager": "pnpm@9.1.0"`, as Corepack reads it. */
async function managerOfManifest(folder: string): Promise<PackageManager | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '');
  const named = /"packageManager"\s*:\s*"(npm|pnpm|yarn|bun)@/.exec(text)?.[1];
  return named as PackageManager | undefined;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
