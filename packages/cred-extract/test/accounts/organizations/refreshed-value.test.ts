import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { RefreshedValue } from '../../../src/accounts/organizations/refreshed-value.ts';

const FRESHNESS = { refreshAfter: 10, waitAfter: 20, uselessAfter: 100, retryAfter: 5 };
const down = new Error('down');
let time = 0;
let loads = 0;
let load: () => Promise<number>;
let value: RefreshedValue<number>;

beforeEach(() => {
  time = 0;
  loads = 0;
  load = async () => loads;
  value = new RefreshedValue(
    () => {
      loads += 1;
      return load();
    },
    FRESHNESS,
    () => time,
  );
});

async function at(moment: number): Promise<number> {
  time = moment;
  return value.get();
}

describe('RefreshedValue', () => {
  it('fetches with the first use, and once for a thousand at the same time', async () => {
    load = async () => {
      await delay(5);
      return 7;
    };
    expect(loads).toBe(0);
    const values = await Promise.all(Array.from({ length: 1000 }, () => value.get()));
    expect(new Set(values)).toEqual(new Set([7]));
    expect(loads).toBe(1);
  });

  it('serves a fresh value without fetching', async () => {
    expect([await at(0), await at(9)]).toEqual([1, 1]);
    expect(loads).toBe(1);
  });

  it('serves an older value at once while one fetch is under way, and then the new one', async () => {
    await at(0);
    let finish: (value: number) => void = () => {};
    load = () => new Promise((resolve) => (finish = resolve));
    expect([await at(10), await at(11), await at(12)]).toEqual([1, 1, 1]);
    expect(loads).toBe(2);
    finish(42);
    await delay(0);
    expect(await at(13)).toBe(42);
  });

  it('waits for a new value when the old one is old', async () => {
    await at(0);
    expect(await at(20)).toBe(2);
  });

  it('serves the old value when a new one cannot be had, and does not try again at once', async () => {
    await at(0);
    load = () => Promise.reject(down);
    expect([await at(20), await at(21), await at(24)]).toEqual([1, 1, 1]);
    expect(loads).toBe(2);
    expect(await at(25)).toBe(1);
    expect(loads).toBe(3);
    load = async () => 42;
    expect(await at(30)).toBe(42);
  });

  it('fails rather than serve a value that is too old, and tries with every use', async () => {
    await at(0);
    load = () => Promise.reject(down);
    await expect(at(100)).rejects.toBe(down);
    await expect(at(101)).rejects.toBe(down);
    load = async () => 42;
    expect(await at(102)).toBe(42);
  });

  it('fails when there never was a value, and works when there is one', async () => {
    load = () => Promise.reject(down);
    await expect(at(0)).rejects.toBe(down);
    load = async () => 42;
    expect(await at(0)).toBe(42);
  });
});
