import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { changingText } from '../../src/accounts/changing-text.ts';

describe('changingText', () => {
  it('parses a text when it changes, and not before', async () => {
    let text = 'a';
    const parse = vi.fn(async (read: string) => read.toUpperCase());
    const meaning = changingText(async () => text, parse);
    expect([await meaning(), await meaning()]).toEqual(['A', 'A']);
    text = 'b';
    expect([await meaning(), await meaning()]).toEqual(['B', 'B']);
    text = 'a';
    expect(await meaning()).toBe('A');
    expect(parse.mock.calls).toEqual([['a'], ['b'], ['a']]);
  });

  it('reads once for all uses at the same time, and anew afterwards', async () => {
    const read = vi.fn(() => delay(5, 'a'));
    const meaning = changingText(read, async (text) => text);
    await Promise.all(Array.from({ length: 500 }, meaning));
    expect(read).toHaveBeenCalledTimes(1);
    await meaning();
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('fails while the text cannot be read, and works again when it can', async () => {
    const gone = new Error('gone');
    const read = vi.fn<() => Promise<string>>().mockRejectedValueOnce(gone).mockResolvedValue('a');
    const meaning = changingText(read, async (text) => text);
    await expect(meaning()).rejects.toBe(gone);
    expect(await meaning()).toBe('a');
  });

  it('goes on failing for a text without a meaning, until it changes', async () => {
    let text = 'wrong';
    const parse = async (read: string) => {
      if (read === 'wrong') throw new Error(read);
      return read;
    };
    const meaning = changingText(async () => text, parse);
    await expect(meaning()).rejects.toThrow('wrong');
    await expect(meaning()).rejects.toThrow('wrong');
    text = 'right';
    expect(await meaning()).toBe('right');
  });
});
