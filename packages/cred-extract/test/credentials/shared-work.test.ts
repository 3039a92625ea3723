import { describe, expect, it, vi } from 'vitest';
import { SharedWork } from '../../src/credentials/shared-work.ts';
import { gate } from '../support/gate.ts';

const never = () => new Promise<string>(() => {});

describe('SharedWork', () => {
  it('is done once for any number of callers, with and without a signal', async () => {
    const work = vi.fn(async () => 'done');
    const shared = new SharedWork(work);
    const signal = new AbortController().signal;
    expect(await Promise.all([shared.join(), shared.join(signal), shared.join(signal)])).toEqual([
      'done',
      'done',
      'done',
    ]);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('tells every caller of a failure, and nobody of one that comes when all have left', async () => {
    const failing = new SharedWork(async () => Promise.reject(new Error('down')));
    await expect(Promise.all([failing.join(), failing.join()])).rejects.toThrow('down');

    const door = gate<string>();
    const left = new SharedWork(() => door.promise);
    const abort = new AbortController();
    const waiting = left.join(abort.signal);
    abort.abort('gone');
    await expect(waiting).rejects.toBe('gone');
    // An unhandled rejection would fail the run.
    door.reject(new Error('too late'));
    await new Promise((resolve) => setImmediate(resolve));
  });

  it('is abandoned when the last caller leaves, not before', async () => {
    const shared = new SharedWork(never);
    const [first, second] = [new AbortController(), new AbortController()];
    const waiting = [shared.join(first.signal), shared.join(second.signal)];
    first.abort();
    await expect(waiting[0]).rejects.toThrow();
    expect(shared.isAbandoned).toBe(false);
    second.abort();
    await expect(waiting[1]).rejects.toThrow();
    expect(shared.isAbandoned).toBe(true);
  });

  it('lets a caller whose signal is aborted already leave at once', async () => {
    const shared = new SharedWork(never);
    void shared.join();
    await expect(shared.join(AbortSignal.abort('before'))).rejects.toBe('before');
    expect(shared.isAbandoned).toBe(false);
  });

  it('fails like work that throws before it waits', async () => {
    const shared = new SharedWork<string>(() => {
      throw new Error('at once');
    });
    await expect(shared.join()).rejects.toThrow('at once');
  });
});
