import { describe, expect, it } from 'vitest';
import { withVersion } from './check-out.ts';
import { withThisNode } from './commands.ts';
import { countErrors } from './count-type-errors.ts';
import { inParallel } from './in-parallel.ts';
import { Progress } from './progress.ts';
import { verifyArguments } from './run-verify.ts';

describe('inParallel', () => {
  it('keeps the order and the limit', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([30, 10, 20, 0], 2, async (ms) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, ms));
      running--;
      return ms;
    });
    expect(results).toEqual([30, 10, 20, 0]);
    expect(most).toBe(2);
  });

  it('rejects as its work does, and takes nothing at all', async () => {
    await expect(inParallel([1], 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(inParallel([], 2, () => Promise.resolve(1))).resolves.toEqual([]);
  });
});

describe('Progress', () => {
  const shown = async (isTTY: boolean) => {
    const texts: string[] = [];
    const progress = new Progress(2, { isTTY, write: (text) => texts.push(text) });
    await progress.during('one', () => Promise.resolve());
    await progress.during('two', () => Promise.reject(new Error('no'))).catch(() => undefined);
    return texts;
  };

  it('shows what is in work, and clears its line at the end, also after a failure', async () => {
    const texts = await shown(true);
    expect(texts[0]).toContain('0 of 2  one');
    expect(texts[2]).toContain('1 of 2  two');
    expect(texts.at(-1)).toBe('\r\u001b[K');
  });

  it('is quiet in a pipe', async () => {
    expect(await shown(false)).toEqual([]);
  });
});

describe('countErrors', () => {
  it('counts errors of files and of the configuration, not their continuations', () => {
    const output = "a.ts(1,2): error TS2345: no\n  Type 'error TS1' is not\nerror TS5102: option\n\nFound 2 errors.\n";
    expect(countErrors(output)).toBe(2);
    expect(countErrors('')).toBe(0);
  });
});

describe('withVersion', () => {
  it('changes a dependency where it stands, and adds one that is only there through the workspace', () => {
    const manifest = { dependencies: { a: 'workspace:*' }, devDependencies: { b: 'catalog:' } };
    const changed = withVersion(withVersion(withVersion(manifest, 'a', '1.0.0'), 'b', '2.0.0'), 'c', '3.0.0');
    expect(changed).toEqual({ dependencies: { a: '1.0.0', c: '3.0.0' }, devDependencies: { b: '2.0.0' } });
    expect(manifest.dependencies.a).toBe('workspace:*');
  });
});

describe('verifyArguments', () => {
  it('asks for a local AWS only with a call for one', () => {
    expect(verifyArguments({ command: ['sh', '-c', 'x'] })).toEqual(['--json', '--', 'sh', '-c', 'x']);
    const call = { tool: 'list', arguments: { prefix: 'a b' } };
    expect(verifyArguments({ command: ['node', 'a.js'], env: { A: 'b=c' }, call })).toEqual([
      '--json',
      '--env=A=b=c',
      '--local-aws',
      '--call=list',
      '--arguments={"prefix":"a b"}',
      '--',
      process.execPath,
      'a.js',
    ]);
  });
});

describe('withThisNode', () => {
  it('replaces the program only', () => {
    expect(withThisNode(['node', 'node'])).toEqual([process.execPath, 'node']);
    expect(withThisNode(['npm', 'run', 'node'])).toEqual(['npm', 'run', 'node']);
  });
});
