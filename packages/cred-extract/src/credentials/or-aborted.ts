/** Enough for a look-up in the caches. */
const TURNS = 20;

/** What `work` gives, or the signal's reason once it is aborted. The work itself goes on: whoever started it ends it. */
export async function orAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal || (await isSoonDone(work))) return work;
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
}

/** Whether the work waits for nothing but other promises. Then it needs no listener, which would cost more than it does. */
async function isSoonDone(work: Promise<unknown>): Promise<boolean> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  work.then(done, done);
  for (let turn = 0; turn < TURNS && !isDone; turn++) await undefined;
  return isDone;
}
