import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccountRecord } from '../../src/account.ts';
import { currentContext, runInContext } from '../../src/context/account-context.ts';
import { accountSession } from '../../src/context/account-contexts.ts';
import { sessionInHand } from '../../src/credentials/session-in-hand.ts';
import {
  AccountAccessDeniedError,
  AccountDisabledError,
  type Accounts,
  type AccountsConfig,
  type Caller,
  createAccounts,
  currentAccount,
  setupAccountContext,
  withAccountContext,
} from '../../src/index.ts';
import { sourceOf } from '../support/source-of.ts';

const PROD = '111111111111';
const SERVER = '999999999999';
const HOUR_MS = 3_600_000;

let records: AccountRecord[];
/** When the records were searched. */
let searches: number[];
let requests: string[];
let lifeMs: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  records = [role(PROD, { alias: 'prod' }), role(SERVER, { alias: 'hub' })];
  searches = [];
  requests = [];
  lifeMs = HOUR_MS;
});
afterEach(() => vi.useRealTimers());

function role(account_id: string, more: Partial<AccountRecord> = {}): AccountRecord {
  return { account_id, auth_type: 'iam_role', role_arn: `arn:aws:iam::${account_id}:role/Target`, ...more };
}

function accountsWith(config: AccountsConfig = {}): Accounts {
  const find: ReturnType<typeof sourceOf>['find'] = (target) => {
    searches.push(performance.now());
    return sourceOf(records).find(target);
  };
  const credentials = () => ({
    accessKeyId: `ASIA${requests.length}`,
    secretAccessKey: 's',
    expiration: new Date(Date.now() + lifeMs),
  });
  const sts = {
    assumeRole: async ({ roleArn }: { roleArn: string }) => {
      requests.push(roleArn);
      return { accountId: roleArn.split(':')[4], credentials: credentials() };
    },
    callerAccountId: async () => SERVER,
    ownCredentials: async () => credentials(),
  } as NonNullable<AccountsConfig['sts']>;
  return createAccounts({ source: { find }, sts, env: {}, ...config });
}

const now = (accounts: Accounts, target: unknown, caller?: Caller) => sessionInHand(accounts, target, { caller });
const who = (subject: string): Caller => ({ subject, clientId: undefined, groups: [], scopes: [] });

describe('a session in hand', () => {
  it('is that of the look-up before it, without a promise, a search or a request', async () => {
    const accounts = accountsWith();
    expect(now(accounts, PROD)).toBeUndefined();
    const session = await accounts.session(PROD);
    for (let call = 0; call < 100; call++) expect(now(accounts, PROD)).toBe(session);
    expect(await accounts.session(PROD)).toBe(session);
    expect([searches.length, requests.length]).toEqual([1, 1]);
    expect(now(accounts, 'prod')).toBeUndefined();
  });

  it("is never the server's own", async () => {
    const accounts = accountsWith();
    await accounts.session('hub');
    expect(now(accounts, 'hub')).toBeUndefined();
  });

  it('is looked up again in time for an account that was disabled to stop within recordTtlMs', async () => {
    vi.useRealTimers();
    const recordTtlMs = 100;
    const accounts = accountsWith({ recordTtlMs });
    await accounts.session(PROD);
    records = [role(PROD, { enabled: false })];
    const [searchedAt = 0] = searches;
    // A look-up as late as the record might still be believed would give the session out for longer than that.
    await sleep(recordTtlMs * 0.8);
    let failure: unknown;
    while (!failure) {
      const calledAt = performance.now();
      failure = await accounts.session(PROD).then(
        () => void expect(calledAt - searchedAt).toBeLessThan(recordTtlMs + 2),
        (error) => error,
      );
      await sleep(3);
    }
    expect(failure).toBeInstanceOf(AccountDisabledError);
  });

  it('is obtained anew after flush, of all accounts or of one, and looked up anew after clear', async () => {
    const accounts = accountsWith();
    for (const forget of [() => accounts.flush(), () => accounts.flush(PROD), () => accounts.clear()]) {
      const before = await accounts.session(PROD);
      forget();
      expect(now(accounts, PROD)).toBeUndefined();
      expect((await accounts.session(PROD)).key).not.toBe(before.key);
    }
    expect([searches.length, requests.length]).toEqual([2, 4]);
  });

  it('is not kept of a look-up that was under way when everything was forgotten', async () => {
    const accounts = accountsWith();
    for (const forget of [() => accounts.flush(), () => accounts.clear()]) {
      accounts.clear();
      const waiting = accounts.session(PROD);
      forget();
      await waiting;
      expect(now(accounts, PROD)).toBeUndefined();
    }
  });

  it('is renewed as if every call had looked it up', async () => {
    lifeMs = 15 * 60_000;
    const accounts = accountsWith();
    const session = await accounts.session(PROD);
    vi.advanceTimersByTime(lifeMs / 2);
    await accounts.session(PROD);
    await vi.waitFor(async () => expect((await session.credentials()).accessKeyId).toBe('ASIA2'));
    expect(requests).toHaveLength(2);
  });
});

describe('who may use a session in hand', () => {
  const policy = { allow: [{ subjects: ['ann'], accounts: [PROD] }] };

  it('is asked for each call', async () => {
    const accounts = accountsWith({ policy });
    const session = await accounts.session(PROD, { caller: who('ann') });
    expect(now(accounts, PROD, who('ann'))).toBe(session);
    expect(() => now(accounts, PROD, who('bob'))).toThrow(AccountAccessDeniedError);
    expect(() => now(accounts, PROD)).toThrow(AccountAccessDeniedError);
    await expect(accounts.session(PROD, { caller: who('bob') })).rejects.toThrow(AccountAccessDeniedError);
  });

  it('makes no difference to one that names its caller: there is none for anybody', async () => {
    const attributed = [{ sessionName: true }, { sourceIdentity: true }, { tags: { Subject: 'subject' } }] as const;
    for (const attribution of attributed) {
      const accounts = accountsWith({ session: { attribution } });
      const [ann, bob] = [
        await accounts.session(PROD, { caller: who('ann') }),
        await accounts.session(PROD, { caller: who('bob') }),
      ];
      expect(ann.key).not.toBe(bob.key);
      for (const caller of [who('ann'), who('bob'), undefined]) expect(now(accounts, PROD, caller)).toBeUndefined();
    }
  });

  it('is of no use to a call that has been aborted', async () => {
    const accounts = accountsWith();
    await accounts.session(PROD);
    const signal = AbortSignal.abort(new Error('gone'));
    expect(() => sessionInHand(accounts, PROD, { signal })).toThrow('gone');
    await expect(accounts.session(PROD, { signal })).rejects.toThrow('gone');
  });
});

describe('an object that somebody made of accounts', () => {
  const refusing = async () => {
    throw new Error('asked');
  };
  const MADE: Record<string, (accounts: Accounts) => Accounts> = {
    'by spreading': (accounts) => ({ ...accounts, session: refusing }),
    'with the accounts as prototype': (accounts) => Object.create(accounts, { session: { value: refusing } }),
    'as a proxy': (accounts) =>
      new Proxy(accounts, { get: (target, name) => (name === 'session' ? refusing : Reflect.get(target, name)) }),
    'by putting a session in its place': (accounts) => Object.assign(accounts, { session: refusing }),
  };

  it.each(Object.keys(MADE))('%s is asked itself', async (how) => {
    const accounts = accountsWith();
    await accounts.session(PROD);
    const made = (MADE[how] as (accounts: Accounts) => Accounts)(accounts);
    expect(now(made, PROD)).toBeUndefined();
    await expect(accountSession(made, PROD, {})).rejects.toThrow('asked');
    const call = withAccountContext(async () => 'answered', { accounts: made });
    await expect((call as (args: object) => Promise<unknown>)({ target_account_id: PROD })).rejects.toThrow('asked');
  });
});

describe('a call whose session is in hand', () => {
  it('has started its handler when the wrapped handler returns, in its account', async () => {
    const accounts = accountsWith();
    const seen: unknown[] = [];
    const handler = async (_args: { target_account_id?: string }) => seen.push(currentAccount()?.accountId);
    const call = withAccountContext(handler, { accounts });
    await call({ target_account_id: PROD });
    const answer = call({ target_account_id: PROD });
    expect(seen).toEqual([PROD, PROD]);
    expect(currentContext()).toBeUndefined();
    await answer;
    expect(currentContext()).toBeUndefined();
  });

  it('answers with the typed error that its policy has for the caller', async () => {
    const policy = { allow: [{ subjects: ['ann'], accounts: [PROD] }] };
    let caller = who('ann');
    const accounts = accountsWith({ policy, caller: () => caller });
    const call = withAccountContext(async (_: object, _extra: object) => 'answered', { accounts });
    const extra = { signal: new AbortController().signal };
    expect(await call({ target_account_id: PROD }, extra)).toBe('answered');
    caller = who('bob');
    expect(await call({ target_account_id: PROD }, extra)).toMatchObject({ isError: true });
  });

  it('leaves the context it is made in as it was', async () => {
    const accounts = accountsWith();
    await accounts.session(PROD);
    await runInContext(undefined, async () => {
      await setupAccountContext(PROD, { accounts });
      const outer = currentContext();
      await withAccountContext(async () => {}, { accounts })();
      expect(currentContext()).toBe(outer);
    });
  });
});
