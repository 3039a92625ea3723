import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/cli/verify/pace.ts';
import { pacedSts } from '../../../src/cli/verify/paced-sts.ts';

describe('createPace', () => {
  it('lets callers through evenly, in order, and the first at once', async () => {
    const turn = createPace(200);
    const start = performance.now();
    const times: number[] = [];
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        await turn();
        times.push(performance.now() - start);
        order.push(index);
      }),
    );
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    // But for the rounding of their sum.
    expect(times.filter((time, index) => time < index * 5 - 0.001)).toEqual([]);
    expect(times[0]).toBeLessThan(100);
  });

  it('lets nobody through early who was waiting while the process was busy', async () => {
    const turn = createPace(100);
    const start = performance.now();
    await turn();
    while (performance.now() < start + 5);
    await turn();
    expect(performance.now() - start).toBeGreaterThanOrEqual(9.999);
  });

  it('does not save up what nobody used', async () => {
    const turn = createPace(50);
    await turn();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const start = performance.now();
    await Promise.all([turn(), turn(), turn()]);
    expect(performance.now() - start).toBeGreaterThanOrEqual(39.999);
  });
});

describe('pacedSts', () => {
  it('counts both kinds of requests, passes everything on, and hands failures through', async () => {
    const calls: unknown[] = [];
    const sts = pacedSts(
      {
        assumeRole: async (request) => {
          calls.push(request);
          throw new Error('no');
        },
        callerAccountId: async (...given) => {
          calls.push(given);
          return '111111111111';
        },
        ownCredentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
      },
      100,
    );
    const request = { roleArn: 'arn', externalId: undefined, durationSeconds: 900, policy: '{}' };
    const signal = AbortSignal.timeout(10_000);
    const start = performance.now();
    await expect(sts.assumeRole(request)).rejects.toThrow('no');
    expect(await sts.callerAccountId(undefined, signal)).toBe('111111111111');
    expect(await sts.ownCredentials()).toEqual({ accessKeyId: 'a', secretAccessKey: 'b' });
    expect(performance.now() - start).toBeGreaterThanOrEqual(9.999);
    expect(calls).toEqual([request, [undefined, signal]]);
  });
});
