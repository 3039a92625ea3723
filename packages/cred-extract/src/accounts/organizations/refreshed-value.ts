/** Milliseconds. */
export interface Freshness {
  /** From this age on a value is served while a new one is fetched. */
  readonly refreshAfter: number;
  /** From this age on callers wait for a new one, and are served the old one only if it cannot be had. */
  readonly waitAfter: number;
  /** From this age on the old one is not served at all. */
  readonly uselessAfter: number;
  /** How long a failure keeps from trying again while the old value can still be served. */
  readonly retryAfter: number;
}

/** A value that is fetched when needed, by one fetch at a time, and outlives failures to fetch it for some time. */
export class RefreshedValue<Value> {
  readonly #load: () => Promise<Value>;
  readonly #freshness: Freshness;
  readonly #now: () => number;
  #latest: { readonly value: Value; readonly time: number } | undefined;
  #loading: Promise<Value> | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;

  constructor(load: () => Promise<Value>, freshness: Freshness, now: () => number = Date.now) {
    this.#load = load;
    this.#freshness = freshness;
    this.#now = now;
  }

  /** Rejects as `load` does, when there is nothing that may still be served. */
  async get(): Promise<Value> {
    const latest = this.#latest;
    if (!latest) return this.#refresh();
    const age = this.#now() - latest.time;
    const { refreshAfter, waitAfter, uselessAfter } = this.#freshness;
    if (age >= uselessAfter) return this.#refresh();
    if (age < refreshAfter || this.#hasJustFailed()) return latest.value;
    const refresh = this.#refresh().catch(() => latest.value);
    return age >= waitAfter ? refresh : latest.value;
  }

  #hasJustFailed(): boolean {
    return this.#now() - this.#failedAt < this.#freshness.retryAfter;
  }

  #refresh(): Promise<Value> {
    this.#loading ??= this.#fetch().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #fetch(): Promise<Value> {
    try {
      const value = await this.#load();
      this.#latest = { value, time: this.#now() };
      return value;
    } catch (error) {
      this.#failedAt = this.#now();
      throw error;
    }
  }
}
