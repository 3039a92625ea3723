import { describe, expect, it } from 'vitest';
import { createProgress } from './progress.ts';

function progressInto(isTTY: boolean, signal = new AbortController().signal) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { written, progress: createProgress({ isTTY, write } as never, signal) };
}

describe('progress', () => {
  it('is one line a step in a pipe, without control characters', async () => {
    const { written, progress } = progressInto(false);
    expect(await progress.step('npm pack', async () => 42)).toBe(42);
    expect(written.join('')).toMatch(/^✓ npm pack \(\d+\.\d s\)\n$/);
  });

  it('shows a step in a terminal while it runs, and replaces it when it is done', async () => {
    const { written, progress } = progressInto(true);
    await progress.step('npm pack', async () => expect(written).toEqual(['… npm pack']));
    expect(written.join('')).toContain('… npm pack\r\u001b[K✓ npm pack (');
  });

  it('marks a step that failed and passes its error on', async () => {
    const { written, progress } = progressInto(false);
    const failing = progress.step('npm pack', () => Promise.reject(new Error('no network')));
    await expect(failing).rejects.toThrow('no network');
    expect(written.join('')).toMatch(/^✗ npm pack/);
  });

  it('begins no step once it is stopped', async () => {
    const { progress } = progressInto(false, AbortSignal.abort());
    await expect(progress.step('npm pack', async () => expect.unreachable())).rejects.toThrow('aborted');
  });
});
