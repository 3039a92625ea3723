import { orAborted } from './or-aborted.ts';

/** One piece of work that any number of callers wait for. It is cancelled when the last of them has left. */
export class SharedWork<Value> {
  readonly #controller = new AbortController();
  readonly #result: Promise<Value>;
  #waiting = 0;

  constructor(work: (signal: AbortSignal) => Promise<Value>) {
    this.#result = Promise.resolve(this.#controller.signal).then(work);
    // Each waiter is told; when nobody waits any more, a failure is nobody's.
    this.#result.catch(() => {});
  }

  /** True once nobody waits for it any more: it is of no use to somebody who comes now. */
  get isAbandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /** The result, or the reason of `signal` for the one caller whose signal it is. */
  async join(signal?: AbortSignal): Promise<Value> {
    this.#waiting += 1;
    try {
      return await orAborted(this.#result, signal);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#controller.abort();
    }
  }
}
