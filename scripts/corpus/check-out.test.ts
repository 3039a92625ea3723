import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkOut } from './check-out.ts';
import { complete } from './test-support.ts';

describe('checkOut', () => {
  let root: string;
  const checkouts = () => join(root, 'checkouts');
  const write = async (path: string, text = '') => {
    await mkdir(dirname(join(checkouts(), path)), { recursive: true });
    await writeFile(join(checkouts(), path), text);
  };
  const copy = (change = {}) => checkOut({ ...complete.server, ...change }, checkouts(), join(root, 'work'));

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'corpus-test-'));
    await write('example/tsconfig.json', '{}');
    await write('example/apps/one/package.json', JSON.stringify({ dependencies: { framework: 'workspace:*' } }));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('copies the whole repository, because a package may take settings and sources from above it', async () => {
    const folder = await copy({ folder: 'apps/one' });
    expect(folder).toBe(join(root, 'work/example/apps/one'));
    expect(existsSync(join(folder, '../../tsconfig.json'))).toBe(true);
  });

  it('leaves lock files, installed packages and git behind, wherever they are', async () => {
    const left = [
      'package-lock.json',
      'apps/one/pnpm-lock.yaml',
      'bun.lock',
      'yarn.lock',
      'node_modules/a/index.js',
      '.git/HEAD',
    ];
    const kept = ['.gitignore', 'src/clock-lock.ts', 'apps/one/lock.json'];
    for (const path of [...left, ...kept]) await write(`example/${path}`);
    const folder = await copy();
    expect(left.filter((path) => existsSync(join(folder, path)))).toEqual([]);
    expect(kept.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
  });

  it('copies a package alone, with published versions, where it takes those of its workspace', async () => {
    const folder = await copy({ folder: 'apps/one', packages: { framework: '1.2.3' } });
    expect(folder).toBe(join(root, 'work/example'));
    expect(existsSync(join(folder, 'tsconfig.json'))).toBe(false);
    expect(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))).toEqual({
      dependencies: { framework: '1.2.3' },
    });
  });

  it('does not change the checkout, nor one that it reaches through a link', async () => {
    await symlink(join(checkouts(), 'example'), join(checkouts(), 'linked'));
    const folder = await copy({ id: 'linked', folder: 'apps/one', packages: { framework: '1.2.3' } });
    await writeFile(join(folder, 'package.json'), 'changed');
    const original = await readFile(join(checkouts(), 'example/apps/one/package.json'), 'utf8');
    expect(original).toContain('workspace:*');
  });
});
