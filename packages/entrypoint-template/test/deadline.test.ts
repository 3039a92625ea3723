import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { within } from '../src/deadline.ts';

describe('waiting with a deadline', () => {
  it('ends with the work', async () => {
    const began = performance.now();
    expect(await within(5000, sleep(10))).toBe(true);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('ends at the deadline', async () => {
    expect(await within(10, new Promise(() => {}))).toBe(false);
  });

  it('fails as the work fails', async () => {
    await expect(within(5000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });
});
