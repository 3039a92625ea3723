import { type CredentialExtractionError, isCredentialExtractionError } from '../errors.ts';

/** Deeper than anything wraps an error for a reason. */
const MAX_DEPTH = 8;

/**
 * The error of this library that another one was made of: `fetch` fails with "fetch failed" whatever stopped it, and
 * programs throw errors of their own with a `cause`. Undefined when there is none.
 */
export function typedErrorOf(error: unknown): CredentialExtractionError | undefined {
  let current = error;
  for (let depth = 0; depth < MAX_DEPTH && typeof current === 'object' && current !== null; depth += 1) {
    if (isCredentialExtractionError(current)) return current;
    current = (current as { cause?: unknown }).cause;
  }
  return undefined;
}
