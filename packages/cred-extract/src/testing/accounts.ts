import { randomBytes } from 'node:crypto';
import { seedAccount } from './account-seed.ts';
import type { AccountState } from './account-state.ts';
import { identifier } from './identifier.ts';
import type { SigningIdentity } from './signature/verify.ts';
import type { LocalAccount } from './types.ts';

/** Who signed a request. */
export interface Caller extends SigningIdentity {
  readonly accessKeyId: string;
  readonly accountId: string;
  /** Absent for the account's own user. */
  readonly session?: RoleSession;
}

export interface RoleSession {
  readonly roleName: string;
  readonly sessionName: string;
}

/** A session's credentials: all that AssumeRole hands out. */
export type SessionCaller = Caller & Required<Pick<Caller, 'sessionToken' | 'expiration' | 'session'>>;

/** Every account of the local AWS, and every key that signs for one. */
export class Accounts {
  readonly #states = new Map<string, AccountState>();
  readonly #callers = new Map<string, Caller>();

  /** @throws Error when the account, or one of its keys, exists already. */
  add(account: LocalAccount, now: Date): void {
    const state = seedAccount(account, now);
    if (this.#states.has(state.accountId)) throw new Error(`Account ${state.accountId} exists already.`);
    const taken = state.accessKeys.find((key) => this.#callers.has(key.accessKeyId));
    if (taken) throw new Error(`Access key ${taken.accessKeyId} of account ${state.accountId} exists already.`);
    this.#states.set(state.accountId, state);
    for (const key of state.accessKeys) this.#callers.set(key.accessKeyId, { ...key, accountId: state.accountId });
  }

  find(accountId: string): AccountState | undefined {
    return this.#states.get(accountId);
  }

  /** @throws Error for an account that does not exist here. */
  get(accountId: string): AccountState {
    const state = this.#states.get(accountId);
    if (!state) throw new Error(`The local AWS has no account ${accountId}.`);
    return state;
  }

  all(): Iterable<AccountState> {
    return this.#states.values();
  }

  callerOf(accessKeyId: string): Caller | undefined {
    return this.#callers.get(accessKeyId);
  }

  openSession(accountId: string, session: RoleSession, expiration: Date): SessionCaller {
    const caller: SessionCaller = {
      accessKeyId: `ASIA${identifier(randomBytes(16))}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(120).toString('base64'),
      accountId,
      session,
      expiration,
    };
    this.#callers.set(caller.accessKeyId, caller);
    return caller;
  }

  revokeKey(accessKeyId: string): void {
    this.#callers.delete(accessKeyId);
  }
}
