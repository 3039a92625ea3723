import { promises } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '../run/refusal.ts';
import { type FileChange, type FileSystem, writeFiles } from '../run/write-files.ts';
import type { InitFile } from './types.ts';

/** The calls that creating takes beside those of changing; `node:fs/promises`, unless a test lets one of them fail. */
export type InitFileSystem = FileSystem & Pick<typeof promises, 'mkdir'>;

/**
 * Creates and changes all files or none. A new file never takes the place of one that came in between.
 *
 * @throws Refusal naming the file that cannot be written; everything is as it was.
 */
export async function writeAll(root: string, files: readonly InitFile[], fs: InitFileSystem = promises): Promise<void> {
  const created: string[] = [];
  try {
    for (const { path, before, after } of files) {
      if (before !== undefined) continue;
      await createFile(join(root, path), after, fs);
      created.push(join(root, path));
    }
    await writeFiles(
      files.flatMap((file) => changeOf(root, file)),
      fs,
    );
  } catch (error) {
    await Promise.all(created.map((path) => fs.rm(path, { force: true })));
    throw error;
  }
}

async function createFile(path: string, text: string, fs: InitFileSystem): Promise<void> {
  try {
    await fs.mkdir(dirname(path), { recursive: true });
    await fs.writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== 'EEXIST') await fs.rm(path, { force: true });
    const reason = typeof code === 'string' ? code : 'unknown error';
    throw new Refusal(`${path} cannot be written (${reason}). Everything is as it was.`);
  }
}

function changeOf(root: string, { path, before, after }: InitFile): FileChange[] {
  return before === undefined ? [] : [{ path: join(root, path), before, after }];
}
