import type { AccountRecord, AccountTarget } from '../account.ts';
import type { AccountSession } from './account-session.ts';

/** Milliseconds. By then the caches behind it have to hear that the session is in use, or would drop it as idle. */
const LONGEST_LIFE_MS = 10_000;

/** More than a server is asked for in that time. What was forgotten is looked up again. */
const MAX_TARGETS = 1_000;

/** What the look-up of a target ended in. */
export interface Opened {
  readonly target: AccountTarget;
  readonly record: AccountRecord;
  readonly session: AccountSession;
}

type Sessions = Map<unknown, Opened & { readonly since: number; readonly until: number }>;

interface LookUp {
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly into: Sessions;
}

/**
 * The sessions of the last seconds by target, so that one call after another looks nothing up. It decides nothing: whether a
 * caller may use the account is asked by every call.
 */
export class RecentSessions {
  #sessions: Sessions = new Map();
  /** How long a session is given out by what one look-up said, in milliseconds. */
  readonly lifeMs: number;

  /**
   * @param recordTtlMs how long an account record is believed: half of it, and at most 10 seconds, are spent here. The look-up
   * behind it must not believe a record for longer than the rest.
   */
  constructor(recordTtlMs: number) {
    this.lifeMs = Math.min(LONGEST_LIFE_MS, Math.floor(recordTtlMs / 2));
  }

  get(target: unknown): Opened | undefined {
    const known = this.#sessions.get(target);
    if (!known) return undefined;
    const now = Date.now();
    // A clock that was set back does not lengthen it.
    return now >= known.since && now < known.until ? known : undefined;
  }

  /** To be said when a look-up begins, and given to `remember` when it ends. */
  begin(): LookUp {
    return { since: Date.now(), into: this.#sessions };
  }

  /** @param until when the session's credentials have to be renewed, in milliseconds since the epoch. */
  remember(target: unknown, opened: Opened, { since, into }: LookUp, until: number): void {
    if (into.size >= MAX_TARGETS) into.clear();
    into.set(target, { ...opened, since, until: Math.min(since + this.lifeMs, until) });
  }

  /** Forgets everything, what look-ups under way will find included. */
  clear(): void {
    this.#sessions = new Map();
  }
}
