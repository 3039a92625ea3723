import { constants, promises } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from './refusal.ts';

/** The calls that writing takes; `node:fs/promises`, unless a test lets one of them fail. */
export type FileSystem = Pick<
  typeof promises,
  'access' | 'chmod' | 'readFile' | 'realpath' | 'rename' | 'rm' | 'stat' | 'writeFile'
>;

export interface FileChange {
  /** Absolute. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Writes all changes or none. Every file is checked before the first is touched, each is written beside its target and
 * renamed over it, and a failure in between puts back what was replaced.
 *
 * @throws Refusal naming the file that cannot be written.
 */
export async function writeFiles(changes: readonly FileChange[], fs: FileSystem = promises): Promise<void> {
  const targets = await Promise.all(changes.map((change) => checkWritable(change, fs)));
  const replaced: FileChange[] = [];
  try {
    for (const target of targets) {
      await replaceFile(target.path, target.after, fs);
      replaced.push(target);
    }
  } catch (error) {
    const failed = changes[replaced.length]?.path ?? '';
    await Promise.all(replaced.map(({ path, before }) => replaceFile(path, before, fs)));
    throw new Refusal(`${failed} cannot be written (${reasonOf(error)}). Everything is as it was.`);
  }
}

/**
 * The change with its links resolved: a rename would replace the link and not the file behind it. What somebody saved while
 * the run worked, or asked, must not be lost.
 */
async function checkWritable(change: FileChange, fs: FileSystem): Promise<FileChange> {
  try {
    const path = await fs.realpath(change.path);
    await fs.access(path, constants.W_OK);
    await fs.access(dirname(path), constants.W_OK);
    if ((await fs.readFile(path)).equals(Buffer.from(change.before))) return { ...change, path };
  } catch (error) {
    throw new Refusal(`${change.path} cannot be written (${reasonOf(error)}). Nothing was changed.`);
  }
  throw new Refusal(`${change.path} has changed since it was read. Nothing was changed by this run; start it again.`);
}

async function replaceFile(path: string, text: string, fs: FileSystem): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const { mode } = await fs.stat(path);
    await fs.writeFile(temporary, text);
    await fs.chmod(temporary, mode);
    await fs.rename(temporary, path);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
}

/** The system's code, such as EACCES or ENOSPC. */
function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'unknown error';
}
