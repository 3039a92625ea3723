import { currentContext, runInContext } from './account-context.ts';
import { serverContext } from './account-contexts.ts';

/**
 * Runs `fn` with the server's own identity inside a call for an account: for a server's own bookkeeping, such as a cache
 * bucket. The one explicit way to do so; what `fn` returns must not become part of an answer about the account.
 */
export function asServer<T>(fn: () => T): T {
  return runInContext(serverContext(currentContext()), fn);
}
