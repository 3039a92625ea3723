import { promises } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/run/refusal.ts';
import { type FileSystem, writeFiles } from '../../src/run/write-files.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-files-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function changes(...names: string[]) {
  await Promise.all(names.map((name) => writeFile(join(folder, name), `${name} before`)));
  return names.map((name) => ({ path: join(folder, name), before: `${name} before`, after: `${name} after` }));
}

const texts = async () => {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
};

/** Root may write everywhere, so a refusal by the system is made here. */
const failing = (call: keyof FileSystem, path: string, code: string): FileSystem => ({
  ...promises,
  [call]: async (...given: unknown[]) => {
    if (given.some((argument) => argument === path)) throw Object.assign(new Error('refused'), { code });
    return (promises[call] as (...all: unknown[]) => unknown)(...given);
  },
});

describe('writing all changes or none', () => {
  it('replaces every file and leaves nothing else behind', async () => {
    await writeFiles(await changes('a', 'b', 'c'));
    expect(await texts()).toEqual(['a after', 'b after', 'c after']);
  });

  it('keeps the mode of a file, such as that of an executable', async () => {
    const all = await changes('a');
    await chmod(join(folder, 'a'), 0o755);
    await writeFiles(all);
    expect((await stat(join(folder, 'a'))).mode & 0o777).toBe(0o755);
  });

  it('writes through a link and leaves the link a link', async () => {
    const [change] = await changes('real');
    await symlink(join(folder, 'real'), join(folder, 'link'));
    await writeFiles([{ ...(change as NonNullable<typeof change>), path: join(folder, 'link') }]);
    expect(await promises.readlink(join(folder, 'link'))).toBe(join(folder, 'real'));
    expect(await readFile(join(folder, 'real'), 'utf8')).toBe('real after');
  });

  it('touches nothing when a file may not be written', async () => {
    const all = await changes('a', 'b', 'c');
    const run = writeFiles(all, failing('access', join(folder, 'b'), 'EACCES'));
    await expect(run).rejects.toThrow(Refusal);
    await expect(run).rejects.toThrow(/b cannot be written \(EACCES\)\. Nothing was changed\./);
    expect(await texts()).toEqual(['a before', 'b before', 'c before']);
  });

  it('touches nothing when a file has gone since it was read', async () => {
    const all = await changes('a', 'b');
    await rm(join(folder, 'b'));
    await expect(writeFiles(all)).rejects.toThrow(/ENOENT/);
    expect(await texts()).toEqual(['a before']);
  });

  it('touches nothing when somebody saved a file since it was read', async () => {
    const all = await changes('a', 'b');
    await writeFile(join(folder, 'b'), 'b before, and more');
    await expect(writeFiles(all)).rejects.toThrow(/b has changed since it was read\. Nothing was changed by this run/);
    expect(await texts()).toEqual(['a before', 'b before, and more']);
  });

  it.each(['rename', 'writeFile', 'chmod'] as const)('puts everything back when %s fails half way', async (call) => {
    const all = await changes('a', 'b', 'c');
    const run = writeFiles(
      all,
      failing(call, join(folder, call === 'rename' ? 'b' : `b.${process.pid}.tmp`), 'ENOSPC'),
    );
    await expect(run).rejects.toThrow(/b cannot be written \(ENOSPC\)\. Everything is as it was\./);
    expect(await texts()).toEqual(['a before', 'b before', 'c before']);
  });
});
