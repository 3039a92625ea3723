import { within } from './deadline.ts';
import type { Log } from './log/create-log.ts';

/** Rejects when the server could not answer a call now. */
export type ReadyCheck = () => Promise<void>;

/** Load balancers give a probe two to six seconds. */
const TIMEOUT_MS = 2_000;
/** Several probes, of several load balancers, share one look at the database. */
const READY_TTL_MS = 5_000;
const NOT_READY_TTL_MS = 1_000;

/**
 * Asks `check`, at most once at a time and every few seconds, however many ask. One that takes longer than two seconds
 * counts as failed, and is not started again before it ends. A change is logged, with its reason.
 */
export function createReadiness(check: ReadyCheck, log: Log, now: () => number = Date.now): () => Promise<boolean> {
  let checking: Promise<boolean> | undefined;
  let known: { readonly ready: boolean; readonly until: number } | undefined;
  let wasReady = true;

  function learn(ready: boolean, reason?: string): boolean {
    known = { ready, until: now() + (ready ? READY_TTL_MS : NOT_READY_TTL_MS) };
    if (ready !== wasReady) report(log, ready, reason);
    wasReady = ready;
    return ready;
  }

  async function run(): Promise<boolean> {
    try {
      await check();
      return learn(true);
    } catch (error) {
      return learn(false, error instanceof Error ? error.message : String(error));
    } finally {
      checking = undefined;
    }
  }

  return async () => {
    if (known && now() < known.until) return known.ready;
    checking ??= run();
    if (await within(TIMEOUT_MS, checking)) return known?.ready ?? false;
    return learn(false, `the check takes more than ${TIMEOUT_MS / 1000} s`);
  };
}

function report(log: Log, ready: boolean, reason: string | undefined): void {
  if (ready) log.info('ready again');
  else log.warn('not ready', { reason });
}
