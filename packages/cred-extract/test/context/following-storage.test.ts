import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createFollowingStorage } from '../../src/context/following-storage.ts';

const MODULE = new URL('../../src/context/following-storage.ts', import.meta.url).href;

/**
 * What one flow sees of the first call, that another enters. In a process of its own, because the first storage that anybody
 * uses settles the matter for all.
 */
function seenByOtherFlow(create: string): unknown {
  const program = `
    import { AsyncLocalStorage } from 'node:async_hooks';
    import { createFollowingStorage } from ${JSON.stringify(MODULE)};
    const storage = ${create};
    async function call() {
      await undefined;
      storage.enterWith({ call: 1 });
    }
    async function other() {
      await undefined;
      await undefined;
      return storage.getStore() ?? null;
    }
    const [, seen] = await Promise.all([call(), other()]);
    console.log(JSON.stringify(seen));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  expect(stdout, stderr).not.toBe('');
  return JSON.parse(stdout);
}

describe('a following storage', () => {
  it('is empty outside of its runs', () => {
    const storage = createFollowingStorage();
    expect(storage.getStore()).toBeUndefined();
    storage.run({}, () => {});
    expect(storage.getStore()).toBeUndefined();
  });

  it('binds its first call to no other flow', () => {
    expect(seenByOtherFlow('createFollowingStorage()')).toBeNull();
  });

  // Should Node 22 ever change, `createFollowingStorage` could go.
  it.runIf(process.versions.node.startsWith('22.'))('is needed on Node 22, where a storage of its own does', () => {
    expect(seenByOtherFlow('new AsyncLocalStorage()')).toEqual({ call: 1 });
  });

  it('follows the flows that its runs start', async () => {
    const storage = createFollowingStorage<{ call: number }>();
    const seen = await Promise.all(
      [1, 2, 3].map((call) =>
        storage.run({ call }, async () => {
          await new Promise((resolve) => setTimeout(resolve, 5 - call));
          return storage.getStore()?.call;
        }),
      ),
    );
    expect(seen).toEqual([1, 2, 3]);
  });
});
