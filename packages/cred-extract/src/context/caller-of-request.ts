import type { Caller } from '../caller.ts';
import type { Accounts } from '../credentials/accounts.ts';
import { currentContext, outsideContext } from './account-context.ts';
import { currentRequest } from './request-context.ts';

type Extra = Readonly<Record<string, unknown>>;

/** Who calls, by what an SDK gives a handler and, where that says nothing of it, by what is known of the request. */
export function callerOfRequest(
  accounts: Accounts,
  extra: Extra = {},
): Caller | undefined | Promise<Caller | undefined> {
  return accounts.callerOf && outsideContext(() => accounts.callerOf?.(withAuthInfo(extra)));
}

/** The caller of the call that code is part of; outside of any, of the request. */
export function inheritedCaller(accounts: Accounts): Caller | undefined | Promise<Caller | undefined> {
  const context = currentContext();
  if (context && !context.ofRequest) return context.caller;
  return currentRequest() && callerOfRequest(accounts);
}

/** What the SDK gave wins: it may know of one message what is not true of the whole request. */
function withAuthInfo(extra: Extra): Extra {
  const authInfo = currentRequest()?.authInfo;
  const { http } = extra as { http?: { authInfo?: unknown } };
  if (authInfo === undefined || (extra.authInfo ?? http?.authInfo) !== undefined) return extra;
  return Object.create(extra, { authInfo: { value: authInfo, enumerable: true } }) as Extra;
}
