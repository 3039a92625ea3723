import { setTimeout as sleep } from 'node:timers/promises';

/** Lets `perSecond` callers through each second, evenly spaced and in order. */
export function createPace(perSecond: number): () => Promise<void> {
  const interval = 1000 / perSecond;
  let next = 0;
  return async () => {
    const now = performance.now();
    const start = Math.max(now, next);
    next = start + interval;
    if (start > now) await sleep(start - now);
  };
}
