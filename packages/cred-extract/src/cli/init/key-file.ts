import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { embeddedDatabase } from '../../accounts/database-url.ts';
import type { Environment } from '../../environment.ts';
import { Refusal } from '../refusal.ts';

export type KeyFile = 'created' | 'found';

/** Beside the embedded database. */
export function defaultKeyFile(env: Environment): string {
  const embedded = embeddedDatabase(env);
  return join(embedded.kind === 'sqlite' ? dirname(embedded.path) : '.', 'encryption-key');
}

/** A new `ENCRYPTION_KEY` in a file that only its owner can read. One that exists is left alone. @throws Refusal */
export async function createKeyFile(path: string): Promise<KeyFile> {
  try {
    await makeFolder(dirname(path));
    await writeFile(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    return 'created';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && isKeyFile(path)) return 'found';
    throw new Refusal(`The key cannot be written to ${path} (${code}). Name another place with --key-file.`);
  }
}

/** Node's own `recursive` never ends where nothing can be made, such as below /proc. */
async function makeFolder(path: string): Promise<void> {
  const attempt = async () => {
    const error: NodeJS.ErrnoException | undefined = await mkdir(path, { mode: 0o700 }).catch((failure) => failure);
    if (error && error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error;
    return error?.code;
  };
  if ((await attempt()) !== 'ENOENT') return;
  await makeFolder(dirname(path));
  await attempt();
}

export function isKeyFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
