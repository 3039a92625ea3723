import type { AccountRecord } from '../account.ts';
import type { SessionRequest } from '../caller.ts';
import { type AccountSession, accountInfoOf } from './account-session.ts';
import { isAttributed } from './attribution.ts';
import { CircuitBreakers } from './circuit-breakers.ts';
import { CredentialCache } from './credential-cache.ts';
import type { CredentialLoader } from './load-credentials.ts';
import type { CheckedSessionConfig } from './session-config.ts';
import { createSessionPlans } from './session-plans.ts';

/** The sessions of registered accounts. */
export interface AccountSessions {
  /** A session that has its credentials already, so that a call fails before its handler runs, not in it. */
  open(record: AccountRecord, request: SessionRequest): Promise<AccountSession>;
  /**
   * Until when a session that `open` gave may be given to other calls too, whoever makes them, in milliseconds since the
   * epoch. Undefined where sessions differ by caller, and once it has been flushed.
   */
  goodUntil(session: AccountSession): number | undefined;
  /** Forgets every session, or those of one account. */
  flush(accountId?: string): void;
}

export function createAccountSessions(load: CredentialLoader, config: CheckedSessionConfig): AccountSessions {
  const cache = new CredentialCache();
  const circuits = new CircuitBreakers();
  const plans = createSessionPlans(config);

  async function open(record: AccountRecord, request: SessionRequest): Promise<AccountSession> {
    const plan = plans.planOf(record, request.caller);
    const { key } = plan;
    const credentials = (signal?: AbortSignal) =>
      cache.get(key, (loadSignal) => circuits.run(record.account_id, () => load(plan, loadSignal)), signal);
    await credentials(request.signal);
    return {
      info: accountInfoOf(record),
      key,
      // Clients outlive the request they were made in: its signal must not end their renewals.
      credentials: () => credentials(),
      currentCredentials: () => cache.peek(key),
    };
  }

  return {
    open,
    goodUntil: ({ key }) => (isAttributed(config.attribution) ? undefined : cache.goodUntil(key)),
    flush: (accountId) => {
      plans.renew(accountId);
      cache.clear(accountId);
      circuits.reset(accountId);
    },
  };
}
