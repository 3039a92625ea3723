import { isCredentialExtractionError } from '../errors.ts';

/** Calls that fail in a row, each with its own retries, before an account is left alone. */
const FAILURES_TO_OPEN = 3;

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 30_000;

interface Circuit {
  failures: number;
  pauseMs: number;
  retryAt: number;
  /** One call at a time finds out whether the account can be had again. */
  probing: boolean;
  error: unknown;
}

export interface CircuitBreakersOptions {
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/**
 * Spares an account's calls the wait for a service that is down: after three transient failures in a row they fail at once,
 * with the last failure, for 5 seconds. Then one call tries; each further failure doubles the pause, up to 30 seconds.
 */
export class CircuitBreakers {
  readonly #circuits = new Map<string, Circuit>();
  readonly #now: () => number;

  constructor(options: CircuitBreakersOptions = {}) {
    this.#now = options.now ?? (() => Date.now());
  }

  /** What `work` gives, or the account's last failure while its circuit is open. */
  async run<Value>(accountId: string, work: () => Promise<Value>): Promise<Value> {
    const circuit = this.#circuits.get(accountId);
    const isProbe = circuit !== undefined && circuit.failures >= FAILURES_TO_OPEN;
    if (isProbe) {
      if (circuit.probing || this.#now() < circuit.retryAt) throw circuit.error;
      circuit.probing = true;
    }
    try {
      const value = await work();
      this.#circuits.delete(accountId);
      return value;
    } catch (error) {
      this.#note(accountId, error, isProbe);
      throw error;
    } finally {
      if (isProbe) circuit.probing = false;
    }
  }

  /** Closes one account's circuit, or all. */
  reset(accountId?: string): void {
    if (accountId === undefined) this.#circuits.clear();
    else this.#circuits.delete(accountId);
  }

  #note(accountId: string, error: unknown, isProbe: boolean): void {
    // Something else, such as a cancelled request, says nothing about the service.
    if (!isCredentialExtractionError(error)) return;
    if (error.retryable) this.#failed(accountId, error, isProbe);
    // A refusal is an answer.
    else this.#circuits.delete(accountId);
  }

  #failed(accountId: string, error: unknown, isProbe: boolean): void {
    const circuit = this.#circuits.get(accountId) ?? { failures: 0, pauseMs: 0, retryAt: 0, probing: false, error };
    this.#circuits.set(accountId, circuit);
    circuit.error = error;
    circuit.failures += 1;
    // Those that were under way when it opened tell nothing new.
    if (circuit.failures === FAILURES_TO_OPEN) circuit.pauseMs = FIRST_PAUSE_MS;
    else if (isProbe) circuit.pauseMs = Math.min(circuit.pauseMs * 2, LONGEST_PAUSE_MS);
    else return;
    circuit.retryAt = this.#now() + circuit.pauseMs;
  }
}
