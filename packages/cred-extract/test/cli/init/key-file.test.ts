import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyFile } from '../../../src/cli/init/key-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'key-file-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('createKeyFile', () => {
  it('makes the folders and a key that only their owner can read', async () => {
    const path = join(folder, 'a/b/encryption-key');
    expect(await createKeyFile(path)).toBe('created');
    expect(Buffer.from(await readFile(path, 'utf8'), 'base64')).toHaveLength(32);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'a/b'))).mode & 0o777).toBe(0o700);
  });

  it('leaves a key that exists alone, also when several processes start at once', async () => {
    const path = join(folder, 'new/encryption-key');
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => createKeyFile(path)));
    expect(outcomes.sort()).toEqual(['created', ...Array(9).fill('found')]);
    const key = await readFile(path, 'utf8');
    expect(await createKeyFile(path)).toBe('found');
    expect(await readFile(path, 'utf8')).toBe(key);
  });

  it('says that a key cannot be written below a file', async () => {
    await createKeyFile(join(folder, 'key'));
    await expect(createKeyFile(join(folder, 'key/below/key'))).rejects.toThrow(/\(ENOTDIR\).*--key-file/);
  });

  // Node's own recursive mkdir never came back from there, with a processor at its limit.
  it.skipIf(process.platform !== 'linux')('comes back from a place where no folder can be made', async () => {
    await expect(createKeyFile('/proc/nowhere/deep/key')).rejects.toThrow(/--key-file/);
  });
});
