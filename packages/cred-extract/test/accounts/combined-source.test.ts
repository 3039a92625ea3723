import { describe, expect, it } from 'vitest';
import type { AccountRecord, AccountSource, AccountTarget } from '../../src/account.ts';
import { combineSources } from '../../src/accounts/combined-source.ts';
import { resolveAccount } from '../../src/accounts/resolve-account.ts';
import { AccountDisabledError, AmbiguousAccountAliasError, DatabaseConnectionError } from '../../src/errors.ts';

const ONE = '111111111111';
const TWO = '222222222222';
const ID = (accountId: string): AccountTarget => ({ kind: 'account-id', accountId });
const ALIAS = (alias: string): AccountTarget => ({ kind: 'alias', alias });

function account(account_id: string, alias: string | null, more: Partial<AccountRecord> = {}): AccountRecord {
  return { account_id, alias, auth_type: 'iam_role', ...more };
}

class FakeSource implements AccountSource {
  readonly asked: AccountTarget[] = [];
  closed = 0;
  readonly records: readonly AccountRecord[];

  constructor(...records: readonly AccountRecord[]) {
    this.records = records;
  }

  async find(target: AccountTarget): Promise<readonly AccountRecord[]> {
    this.asked.push(target);
    return this.records.filter((record) =>
      target.kind === 'alias' ? record.alias === target.alias : record.account_id === target.accountId,
    );
  }

  async list(): Promise<readonly AccountRecord[]> {
    return this.records;
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}

const failure = new DatabaseConnectionError();
const broken: AccountSource = {
  find: () => Promise.reject(failure),
  list: () => Promise.reject(failure),
  close: () => Promise.reject(failure),
};

describe('a search by account ID', () => {
  it('is answered by the first source that knows the account, and no later one is asked', async () => {
    const first = new FakeSource(account(ONE, 'first'));
    const second = new FakeSource(account(ONE, 'second'), account(TWO, 'two'));
    const combined = combineSources([first, second]);
    expect(await combined.find(ID(ONE))).toEqual([account(ONE, 'first')]);
    expect(second.asked).toEqual([]);
    expect(await combined.find(ID(TWO))).toEqual([account(TWO, 'two')]);
    expect(await combined.find(ID('333333333333'))).toEqual([]);
  });

  it('finds an account disabled that an earlier source disables, whatever later ones say', async () => {
    const first = new FakeSource(account(ONE, 'prod', { enabled: false }));
    const combined = combineSources([first, new FakeSource(account(ONE, 'prod'))]);
    for (const target of [ONE, 'prod']) {
      await expect(resolveAccount(combined, target)).rejects.toBeInstanceOf(AccountDisabledError);
    }
  });

  it('goes on past a source that answers with other accounts', async () => {
    const loose: AccountSource = { find: async () => [account(TWO, 'two')] };
    const combined = combineSources([loose, new FakeSource(account(ONE, 'one'))]);
    expect(await combined.find(ID(ONE))).toEqual([account(ONE, 'one')]);
  });
});

describe('a search by alias', () => {
  it('takes the account from the first source that knows its ID, though only a later one knows the alias', async () => {
    const first = new FakeSource(account(ONE, null, { role_arn: 'first' }));
    const combined = combineSources([first, new FakeSource(account(ONE, 'prod', { role_arn: 'second' }))]);
    expect(await combined.find(ALIAS('prod'))).toEqual([account(ONE, null, { role_arn: 'first' })]);
  });

  it('cannot be used to reach an account by its alias in a later source that an earlier one disables', async () => {
    const first = new FakeSource(account(ONE, 'production', { enabled: false }));
    const combined = combineSources([first, new FakeSource(account(ONE, 'prod'))]);
    await expect(resolveAccount(combined, 'prod')).rejects.toBeInstanceOf(AccountDisabledError);
  });

  it('is ambiguous when two sources mean two accounts by it: the first does not win', async () => {
    const combined = combineSources([new FakeSource(account(ONE, 'prod')), new FakeSource(account(TWO, 'prod'))]);
    expect(await combined.find(ALIAS('prod'))).toHaveLength(2);
    await expect(resolveAccount(combined, 'prod')).rejects.toBeInstanceOf(AmbiguousAccountAliasError);
  });

  it('is ambiguous when the other account is disabled, as within one source', async () => {
    const off = account(TWO, 'prod', { enabled: false });
    const combined = combineSources([new FakeSource(account(ONE, 'prod')), new FakeSource(off)]);
    await expect(resolveAccount(combined, 'prod')).rejects.toBeInstanceOf(AmbiguousAccountAliasError);
  });

  it('is no ambiguity when several sources mean the same account', async () => {
    const combined = combineSources([new FakeSource(account(ONE, 'prod')), new FakeSource(account(ONE, 'prod'))]);
    expect((await resolveAccount(combined, 'prod')).account_id).toBe(ONE);
  });

  it('means one of the several ways to an account that a source knows', async () => {
    const admin = account(ONE, 'prod-admin', { auth_type: 'profile', profile: 'prod-admin' });
    const reader = account(ONE, 'prod-read', { auth_type: 'profile', profile: 'prod-read' });
    const combined = combineSources([new FakeSource(), new FakeSource(admin, reader)]);
    expect(await resolveAccount(combined, 'prod-read')).toBe(reader);
    await expect(resolveAccount(combined, ONE)).rejects.toThrow(/more than one way/);
  });

  it('is found by a source that cannot search by ID', async () => {
    const byAlias: AccountSource = {
      find: async (target) => (target.kind === 'alias' ? [account(ONE, target.alias)] : []),
    };
    expect(await combineSources([new FakeSource(), byAlias]).find(ALIAS('prod'))).toEqual([account(ONE, 'prod')]);
  });

  it('is unknown when no source knows it', async () => {
    expect(await combineSources([new FakeSource(), new FakeSource()]).find(ALIAS('prod'))).toEqual([]);
    expect(await combineSources([]).find(ALIAS('prod'))).toEqual([]);
  });
});

describe('a source that fails', () => {
  it('makes every search fail that reaches it: a later source might say something else', async () => {
    const combined = combineSources([broken, new FakeSource(account(ONE, 'prod'))]);
    await expect(combined.find(ID(ONE))).rejects.toBe(failure);
    await expect(combined.find(ALIAS('prod'))).rejects.toBe(failure);
    await expect(combined.list?.()).rejects.toBe(failure);
  });

  it('makes a search by alias fail in any place, and one by ID only before the account is known', async () => {
    const combined = combineSources([new FakeSource(account(ONE, 'prod')), broken]);
    await expect(combined.find(ALIAS('prod'))).rejects.toBe(failure);
    expect(await combined.find(ID(ONE))).toHaveLength(1);
    await expect(combined.find(ID(TWO))).rejects.toBe(failure);
  });
});

describe('listing', () => {
  it('has every account once, as the first source that knows it says', async () => {
    const first = new FakeSource(account(ONE, 'first', { enabled: false }));
    const silent: AccountSource = { find: async () => [] };
    const second = new FakeSource(account(ONE, 'second'), account(TWO, 'two'), account(TWO, 'two too'));
    expect(await combineSources([first, silent, second]).list?.()).toEqual([
      account(ONE, 'first', { enabled: false }),
      account(TWO, 'two'),
      account(TWO, 'two too'),
    ]);
  });
});

describe('closing', () => {
  it('closes every source, also behind one that cannot be closed, and says so', async () => {
    const sources = [new FakeSource(), new FakeSource()] as const;
    await combineSources(sources).close?.();
    await expect(combineSources([broken, ...sources]).close?.()).rejects.toBe(failure);
    expect(sources.map(({ closed }) => closed)).toEqual([2, 2]);
  });
});
