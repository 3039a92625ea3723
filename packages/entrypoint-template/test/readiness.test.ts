import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createReadiness } from '../src/readiness.ts';
import { type LogLine, memoryLog } from './support/memory-log.ts';

let lines: LogLine[];
let clock: number;

beforeEach(() => {
  lines = [];
  clock = 1_000_000;
});

function readiness(check: () => Promise<void>): () => Promise<boolean> {
  return createReadiness(check, memoryLog(lines), () => clock);
}

describe('readiness', () => {
  it('is what the check says, asked every five seconds at most while it is well', async () => {
    const check = vi.fn(async () => {});
    const isReady = readiness(check);
    for (const pause of [0, 1_000, 3_999]) {
      clock += pause;
      expect(await isReady()).toBe(true);
    }
    expect(check).toHaveBeenCalledTimes(1);
    clock += 1;
    expect(await isReady()).toBe(true);
    expect(check).toHaveBeenCalledTimes(2);
    expect(lines).toEqual([]);
  });

  it('asks again after a second while it is not, and logs each change once, with its reason', async () => {
    let failure: Error | undefined = new Error('connect ECONNREFUSED for password=canary');
    const check = vi.fn(async () => {
      if (failure) throw failure;
    });
    const isReady = readiness(check);
    expect(await isReady()).toBe(false);
    clock += 999;
    expect(await isReady()).toBe(false);
    expect(check).toHaveBeenCalledTimes(1);
    clock += 1;
    expect(await isReady()).toBe(false);
    failure = undefined;
    clock += 1_000;
    expect(await isReady()).toBe(true);
    expect(check).toHaveBeenCalledTimes(3);
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'warn',
        message: 'not ready',
        reason: 'connect ECONNREFUSED for password=[redacted]',
      }),
      expect.objectContaining({ level: 'info', message: 'ready again' }),
    ]);
  });

  it('asks once for a hundred probes at the same time', async () => {
    const check = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));
    const isReady = readiness(check);
    const answers = await Promise.all(Array.from({ length: 100 }, isReady));
    expect(new Set(answers)).toEqual(new Set([true]));
    expect(check).toHaveBeenCalledTimes(1);
  });

  it('waits two seconds for a check that hangs, and starts no other meanwhile', async () => {
    const waiting: (() => void)[] = [];
    const check = vi.fn(() => new Promise<void>((resolve) => void waiting.push(resolve)));
    const isReady = readiness(check);
    const began = performance.now();
    expect(await isReady()).toBe(false);
    expect(performance.now() - began).toBeLessThan(3_000);
    clock += 1_500;
    const later = isReady();
    for (const finish of waiting) finish();
    expect(await later).toBe(true);
    expect(check).toHaveBeenCalledTimes(1);
    expect(lines.map(({ message }) => message)).toEqual(['not ready', 'ready again']);
  });

  it('survives a check that throws something else than an error', async () => {
    const isReady = readiness(() => Promise.reject('gone'));
    expect(await isReady()).toBe(false);
    expect(lines).toEqual([expect.objectContaining({ message: 'not ready', reason: 'gone' })]);
  });

  it('survives a check that throws at once', async () => {
    const isReady = readiness(() => {
      throw new Error('no such setting');
    });
    expect(await isReady()).toBe(false);
  });
});
