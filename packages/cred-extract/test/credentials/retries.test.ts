import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withRetries } from '../../src/credentials/retries.ts';

const failure = (name: string, httpStatusCode?: number, more = {}) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode, ...more } });
const throttled = failure('Throttling', 400);

/** Fails with each of `failures` in turn, then answers. */
function request(...failures: unknown[]) {
  return vi.fn(async () => {
    const next = failures.shift();
    if (next !== undefined) throw next;
    return 'answer';
  });
}

beforeEach(() => vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => vi.restoreAllMocks());

describe('withRetries', () => {
  it.each([
    ['throttling', throttled],
    ['503', failure('ServiceUnavailable', 503)],
    ['500', failure('InternalFailure', 500)],
    ['a cut connection', Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
    ['a clock that has just been corrected', failure('SignatureDoesNotMatch', 403, { clockSkewCorrected: true })],
  ])('asks again after %s', async (_, error) => {
    const flaky = request(error, error);
    expect(await withRetries(flaky)).toBe('answer');
    expect(flaky).toHaveBeenCalledTimes(3);
  });

  it.each([
    ['access denied', failure('AccessDenied', 403)],
    ['a wrong signature', failure('SignatureDoesNotMatch', 403)],
    ["the server's own credentials", failure('CredentialsProviderError')],
    ['a request that STS does not take', failure('ValidationError', 400)],
  ])('does not ask again after %s', async (_, error) => {
    const refused = request(error);
    await expect(withRetries(refused)).rejects.toBe(error);
    expect(refused).toHaveBeenCalledTimes(1);
  });

  it('gives up after five attempts, with the last failure', async () => {
    const last = failure('Throttling', 400);
    const down = request(throttled, throttled, throttled, throttled, last, throttled);
    await expect(withRetries(down)).rejects.toBe(last);
    expect(down).toHaveBeenCalledTimes(5);
  });

  it('waits a random part of a growing time, longer when throttled', async () => {
    const pauses = async (error: unknown) => {
      const waited: number[] = [];
      vi.mocked(Math.random).mockReturnValue(0.05);
      let last = performance.now();
      await withRetries(async () => {
        waited.push(performance.now() - last);
        last = performance.now();
        if (waited.length < 5) throw error;
        return 'answer';
      });
      return waited.slice(1);
    };
    const [plain, busy] = [await pauses(failure('InternalFailure', 500)), await pauses(throttled)];
    // 5 % of 100, 200, 400 and 800 ms, and of 500, 1000, 2000 and 2000 ms; timers may be a millisecond early.
    const atLeast = (waited: readonly number[], expected: readonly number[]) =>
      expected.every((ms, index) => (waited[index] ?? 0) >= ms - 1.5);
    expect(atLeast(plain, [5, 10, 20, 40])).toBe(true);
    expect(atLeast(busy, [25, 50, 100, 100])).toBe(true);
  });

  it('ends an attempt that is not answered after 3.5 seconds, and all of them within 8', async () => {
    const signals: AbortSignal[] = [];
    const start = performance.now();
    const silent = withRetries((signal) => {
      signals.push(signal);
      return new Promise(() => {});
    });
    await expect(silent).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(performance.now() - start).toBeGreaterThan(7_000);
    expect(performance.now() - start).toBeLessThan(9_500);
    expect(signals.length).toBeGreaterThanOrEqual(2);
    expect(signals.every((signal) => signal.aborted)).toBe(true);
  });

  it('stops at once when nobody waits any more, in an attempt and between two', async () => {
    const inAttempt = new AbortController();
    const silent = withRetries(() => new Promise(() => {}), inAttempt.signal);
    inAttempt.abort(new Error('left'));
    await expect(silent).rejects.toThrow('left');

    vi.mocked(Math.random).mockReturnValue(1);
    const between = new AbortController();
    const down = vi.fn(async () => {
      setTimeout(() => between.abort(new Error('left')), 20);
      throw throttled;
    });
    const start = performance.now();
    await expect(withRetries(down, between.signal)).rejects.toThrow();
    expect(performance.now() - start).toBeLessThan(400);
    expect(down).toHaveBeenCalledTimes(1);
  });
});
