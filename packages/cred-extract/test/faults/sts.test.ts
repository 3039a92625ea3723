import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSts } from '../../src/credentials/sts.ts';
import { type AccountSource, type Accounts, AssumeRoleError, createAccounts, type Sts } from '../../src/index.ts';
import { type LocalAccount, type LocalAws, startLocalAws } from '../../src/testing/index.ts';

const SERVER = '999999999999';
const IDS = Array.from({ length: 20 }, (_, index) => String(100_000_000_000 + index));
const [FIRST = '', SECOND = ''] = IDS;
const LOCAL: readonly LocalAccount[] = [
  { accountId: SERVER },
  ...IDS.map((accountId) => ({ accountId, roles: [{ name: 'Target' }] })),
];

const source: AccountSource = {
  find: async (target) => {
    const accountId = target.kind === 'account-id' ? target.accountId : '';
    return [{ account_id: accountId, auth_type: 'iam_role', role_arn: `arn:aws:iam::${accountId}:role/Target` }];
  },
};

let aws: LocalAws;
let skewMs: number;
let accounts: Accounts;

beforeEach(async () => {
  skewMs = 0;
  aws = await startLocalAws({ accounts: LOCAL, now: () => new Date(Date.now() + skewMs) });
  useLocalAws();
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await aws.close();
});

function useLocalAws(): void {
  for (const [name, value] of Object.entries(aws.env(SERVER))) vi.stubEnv(name, value);
  accounts = createAccounts({ source });
}

/** A new local AWS at the same address. */
async function restart(): Promise<void> {
  aws = await startLocalAws({ accounts: LOCAL, port: Number(new URL(aws.endpoint).port) });
}

const assumed = () => aws.requests.filter(({ operation }) => operation === 'AssumeRole').length;
const failureOf = (target: string) =>
  accounts.session(target).then(
    () => undefined,
    (error) => error,
  );

async function timed<Value>(work: Promise<Value>): Promise<{ value: Value; ms: number }> {
  const start = performance.now();
  const value = await work;
  return { value, ms: performance.now() - start };
}

describe('STS that is slow', () => {
  it('makes calls wait once, together', async () => {
    aws.delay({ operation: 'AssumeRole', delayMs: 1_500, times: 1 });
    const { ms } = await timed(Promise.all(Array.from({ length: 100 }, () => accounts.session(FIRST))));
    expect(ms).toBeGreaterThan(1_400);
    expect(assumed()).toBe(1);
  });

  it('is asked again when an answer stays away, and the call goes on', async () => {
    aws.delay({ operation: 'AssumeRole', delayMs: 30_000, times: 1 });
    const { value, ms } = await timed(accounts.session(FIRST));
    expect(value.info.accountId).toBe(FIRST);
    expect(ms).toBeLessThan(6_000);
  });

  it('holds no call for longer than about ten seconds, and the error says to try again', async () => {
    aws.delay({ service: 'sts', delayMs: 60_000, times: 20 });
    const { value: failure, ms } = await timed(failureOf(FIRST));
    expect(failure).toBeInstanceOf(AssumeRoleError);
    expect(failure).toMatchObject({ retryable: true, message: expect.stringMatching(/cannot be reached/) });
    expect(ms).toBeLessThan(12_000);
  });

  it('does not delay accounts whose sessions are there', async () => {
    await accounts.session(FIRST);
    aws.delay({ service: 'sts', delayMs: 5_000, times: 20 });
    expect((await timed(accounts.session(FIRST))).ms).toBeLessThan(500);
  });
});

describe('STS that throttles', () => {
  it('is asked again, and every call is answered', async () => {
    aws.fail({ operation: 'AssumeRole', code: 'Throttling', times: 15 });
    const sessions = await Promise.all(IDS.map((id) => accounts.session(id)));
    expect(sessions.map(({ info }) => info.accountId)).toEqual(IDS);
    expect(assumed()).toBe(35);
  });

  it('makes a retryable error where it goes on, and is spared after the third', async () => {
    aws.fail({ operation: 'AssumeRole', code: 'Throttling', times: 1_000 });
    vi.spyOn(Math, 'random').mockReturnValue(0);
    for (let call = 0; call < 10; call++) {
      expect(await failureOf(FIRST)).toMatchObject({ retryable: true, message: expect.stringMatching(/throttling/) });
    }
    vi.restoreAllMocks();
    expect(assumed()).toBe(15);
  });
});

describe('STS that is down', () => {
  it('fails calls quickly, keeps those with a session, and is found again without a restart', async () => {
    const kept = await accounts.session(FIRST);
    await aws.close();
    expect(await accounts.session(FIRST)).toMatchObject({ key: kept.key });
    for (let call = 0; call < 3; call++) expect(await failureOf(SECOND)).toMatchObject({ retryable: true });
    const { value, ms } = await timed(failureOf(SECOND));
    expect(value).toBeInstanceOf(AssumeRoleError);
    expect(ms).toBeLessThan(100);

    await restart();
    await vi.waitFor(async () => expect((await accounts.session(SECOND)).info.accountId).toBe(SECOND), {
      timeout: 15_000,
      interval: 250,
    });
  });

  it('costs no valid session: a renewal that fails is tried again', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    await accounts.session(FIRST);
    await aws.close();
    vi.setSystemTime(Date.now() + 51 * 60_000);
    for (let call = 0; call < 20; call++) expect((await accounts.session(FIRST)).info.accountId).toBe(FIRST);

    vi.setSystemTime(Date.now() + 5 * 60_000);
    await restart();
    await accounts.session(FIRST);
    await vi.waitFor(() => expect(assumed()).toBe(1), { timeout: 5_000 });
  });

  it('ends a session that expires meanwhile: nothing expired is handed out', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const session = await accounts.session(FIRST);
    await aws.close();
    vi.setSystemTime(Date.now() + 59.5 * 60_000);
    expect(session.currentCredentials()).toBeUndefined();
    expect(await failureOf(FIRST)).toMatchObject({ retryable: true });
  });
});

describe("a clock that differs from AWS's by ten minutes", () => {
  it.each([
    ['behind', 600_000],
    ['ahead', -600_000],
  ])('%s is corrected, and sessions end when they really end', async (_, skew) => {
    skewMs = skew;
    const session = await accounts.session(FIRST);
    const { expiration } = await session.credentials();
    // By the machine's own clock, which is what everything compares it with.
    expect(Math.abs((expiration as Date).getTime() - Date.now() - 3_600_000)).toBeLessThan(5_000);
    await accounts.session(SECOND);
    expect(aws.requests.filter(({ status }) => status >= 400)).toHaveLength(1);
  });

  it('that cannot be corrected is named', async () => {
    aws.fail({ service: 'sts', code: 'RequestTimeTooSkewed', times: 100 });
    const failure = await failureOf(FIRST);
    expect(failure).toMatchObject({
      retryable: false,
      message: expect.stringMatching(/clock of the server's machine/),
    });
  });
});

describe('sessions that expire under load', () => {
  it('are renewed while 200 calls at a time go on, each with keys that are good for another minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    let underWay = 0;
    const real = createSts(process.env);
    const sts: Sts = {
      ...real,
      assumeRole: (request) => {
        underWay += 1;
        return real.assumeRole(request).finally(() => {
          underWay -= 1;
        });
      },
    };
    accounts = createAccounts({ source, sts });
    const call = async (id: string) => {
      const { expiration } = await (await accounts.session(id)).credentials();
      return (expiration?.getTime() ?? 0) - Date.now() > 60_000;
    };
    for (let minute = 0; minute < 240; minute += 4) {
      // Now and then renewals are refused.
      if (minute % 40 === 20) aws.fail({ operation: 'AssumeRole', code: 'AccessDenied', times: 3 });
      const good = await Promise.all(Array.from({ length: 200 }, (_, index) => call(IDS[index % 5] as string)));
      expect(new Set(good)).toEqual(new Set([true]));
      // A request that is signed before time jumps and arrives after it would be a test of clocks.
      await vi.waitFor(() => expect(underWay).toBe(0), { timeout: 10_000, interval: 2 });
      vi.setSystemTime(Date.now() + 4 * 60_000);
    }
    expect(assumed()).toBeGreaterThan(5 * 4);
    expect(assumed()).toBeLessThan(5 * 10);
    expect(aws.requests.filter(({ status }) => status >= 400).length).toBeGreaterThan(3);
  });
});
