import type { CallAudit } from '../access/audit/call-audit.ts';
import type { Caller } from '../caller.ts';
import type { AccountSession } from '../credentials/account-session.ts';
import { AccountContextBypassError } from '../errors.ts';
import { shared } from './shared.ts';

/**
 * What the current call runs as. `server` is a decision (a call without a target, or `asServer`), not an absence.
 * `pending` and `failed` exist so that code which does not wait for the set-up, or ignores its error, reaches no
 * account at all instead of the server's own.
 */
export type AccountState =
  | { readonly kind: 'server' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'account'; readonly session: AccountSession }
  | { readonly kind: 'failed'; readonly error: unknown };

/** The call that a context belongs to. */
export interface CallOrigin {
  /**
   * The MCP request this context was made for, by its abort signal: tells a nested MCP call from code of the same call.
   * `UNCLAIMED` when it was made on the way in, before the SDK gave the request its signal.
   */
  request?: object | undefined;
  /** Who makes the call. Code that it runs may name another account, for the same caller. */
  caller?: Caller | undefined;
  /** Its record, where calls are recorded. */
  readonly audit?: CallAudit | undefined;
}

/** A holder, because the context is entered before its session is there and everything started since must see it. */
export interface AccountContext extends CallOrigin {
  state: AccountState;
  /** Why the guard stopped a request: an MCP SDK keeps no more of a tool's error than its text, which may be "fetch failed". */
  refusal?: Error;
  /**
   * Bound for a whole HTTP request, before it is known whether what it calls is wrapped. Counts the calls that wrapped
   * handlers have taken over.
   */
  readonly ofRequest?: { takenOver: number };
}

/** Stands for the request whose handler is about to be called; the first handler to see it puts its own in. */
export const UNCLAIMED: object = Object.freeze({ request: 'unclaimed' });

export function currentContext(): AccountContext | undefined {
  return shared().storage.getStore();
}

export function runInContext<T>(context: AccountContext | undefined, fn: () => T): T {
  return shared().storage.run(context, fn);
}

/** Runs the library's own requests (STS, account store): they belong to the server, whoever is waiting for them. */
export function outsideContext<T>(fn: () => T): T {
  return currentContext() ? runInContext({ state: { kind: 'server' } }, fn) : fn();
}

/**
 * The session that AWS clients have to use now; undefined means the server's own identity.
 *
 * @throws AccountContextBypassError while the set-up is not finished; the set-up's own error after it failed.
 */
export function activeSession(): AccountSession | undefined {
  return sessionOf(currentContext());
}

/** The same for a context that somebody kept. */
export function sessionOf(context: AccountContext | undefined): AccountSession | undefined {
  const state = context?.state;
  switch (state?.kind) {
    case undefined:
    case 'server':
      return undefined;
    case 'account':
      return state.session;
    case 'pending':
      throw new AccountContextBypassError(
        'AWS was used before the account was ready. Await setupAccountContext() before the first AWS call.',
      );
    case 'failed':
      throw state.error;
  }
}
