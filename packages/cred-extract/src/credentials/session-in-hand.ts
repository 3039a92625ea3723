import type { SessionRequest } from '../caller.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import type { AccountSession } from './account-session.ts';
import type { Accounts } from './accounts.ts';

/** What `Accounts.session` would give, where nothing has to be looked up for it; undefined otherwise. */
export type SessionNow = (target: unknown, request: SessionRequest) => MaybePromise<AccountSession> | undefined;

interface Answers {
  readonly session: Accounts['session'];
  readonly sessionNow: SessionNow;
}

/** By identity: what somebody made of an `Accounts`, or put in the place of its `session`, decides for itself. */
const known = new WeakMap<Accounts, Answers>();

/** Lets calls of `accounts` go without the promise of its `session` where they can. */
export function answerInHand(accounts: Accounts, sessionNow: SessionNow): void {
  known.set(accounts, { session: accounts.session, sessionNow });
}

/**
 * The session of a target where nothing has to be looked up; undefined where `accounts.session` has to be asked.
 *
 * @throws the errors of `Accounts.session`
 */
export function sessionInHand(accounts: Accounts, target: unknown, request: SessionRequest): ReturnType<SessionNow> {
  const answers = known.get(accounts);
  return answers?.session === accounts.session ? answers.sessionNow(target, request) : undefined;
}
