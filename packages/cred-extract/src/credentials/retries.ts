import { setTimeout as sleep } from 'node:timers/promises';
import { orAborted } from './or-aborted.ts';
import { classifyStsFailure, isTransient } from './sts-failure.ts';

/** All attempts of one request, so that a tool call never waits longer than about 10 seconds for its credentials. */
const BUDGET_MS = 8_000;
/** One attempt; the STS of a Region answers within a second, and a second attempt must fit. */
const ATTEMPT_MS = 3_500;
const MAX_ATTEMPTS = 5;

/** Milliseconds before the second attempt, at most. Those of the AWS SDK's standard mode. */
const FIRST_PAUSE_MS = 100;
const FIRST_PAUSE_WHEN_THROTTLED_MS = 500;
const LONGEST_PAUSE_MS = 2_000;

/**
 * A request to STS, repeated while it is throttled, fails with 5xx or is not answered: up to 5 times within 8 seconds, after
 * random pauses of growing length, so that many servers do not come back at the same moment. Once more also when the SDK
 * has just corrected its clock. `signal` ends it at once.
 */
export async function withRetries<Value>(
  request: (signal: AbortSignal) => Promise<Value>,
  signal?: AbortSignal,
): Promise<Value> {
  const end = performance.now() + BUDGET_MS;
  for (let attempt = 1; ; attempt++) {
    try {
      return await oneAttempt(request, end, signal);
    } catch (error) {
      signal?.throwIfAborted();
      const pauseMs = pauseBefore(attempt, error);
      if (attempt === MAX_ATTEMPTS || !isWorthAnother(error) || performance.now() + pauseMs >= end) throw error;
      await sleep(pauseMs, undefined, signal && { signal });
    }
  }
}

function oneAttempt<Value>(
  request: (signal: AbortSignal) => Promise<Value>,
  end: number,
  signal: AbortSignal | undefined,
): Promise<Value> {
  const limit = AbortSignal.timeout(Math.ceil(Math.max(1, Math.min(ATTEMPT_MS, end - performance.now()))));
  const either = signal ? AbortSignal.any([signal, limit]) : limit;
  // The SDK heeds a signal while it talks to STS, and not while it looks for the server's own credentials.
  return orAborted(request(either), either);
}

function isWorthAnother(error: unknown): boolean {
  const { $metadata } = (error ?? {}) as { $metadata?: { clockSkewCorrected?: boolean } };
  return $metadata?.clockSkewCorrected === true || isTransient(classifyStsFailure(error));
}

function pauseBefore(attempt: number, error: unknown): number {
  const first = classifyStsFailure(error) === 'busy' ? FIRST_PAUSE_WHEN_THROTTLED_MS : FIRST_PAUSE_MS;
  return Math.random() * Math.min(LONGEST_PAUSE_MS, first * 2 ** (attempt - 1));
}
