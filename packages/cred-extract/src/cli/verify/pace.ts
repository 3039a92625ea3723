import { setTimeout as sleep } from 'node:timers/promises';

/** Lets `perSecond` callers through each second, evenly spaced and in order. */
export function createPace(perSecond: number): () => Promise<void> {
  const interval = 1000 / perSecond;
  let next = 0;
  return async () => {
    const start = Math.max(performance.now(), next);
    next = start + interval;
    // A timer fires early by what has passed since the event loop last looked at the clock.
    for (let left = start - performance.now(); left > 0; left = start - performance.now()) await sleep(left);
  };
}
