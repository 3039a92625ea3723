import { describe, expect, it } from 'vitest';
import type { AccountRecord, AccountSource, AccountTarget } from '../../src/account.ts';
import { resolveAccount } from '../../src/accounts/resolve-account.ts';
import {
  AccountDisabledError,
  AccountNotFoundError,
  AmbiguousAccountAliasError,
  DatabaseConnectionError,
  InvalidAccountIdError,
} from '../../src/errors.ts';

const PROD: AccountRecord = {
  account_id: '111111111111',
  alias: 'prod',
  auth_type: 'iam_role',
  role_arn: 'arn:aws:iam::111111111111:role/canary',
  external_id: 'canary-external-id',
  enabled: true,
};
const TWIN: AccountRecord = { ...PROD, account_id: '222222222222' };
const OFF: AccountRecord = { ...PROD, account_id: '333333333333', alias: 'off', enabled: false };
const { enabled: _, ...UNSAID } = { ...PROD, account_id: '444444444444', alias: 'unsaid' };

function sourceOf(...records: AccountRecord[]): AccountSource & { readonly asked: AccountTarget[] } {
  const asked: AccountTarget[] = [];
  return {
    asked,
    find: async (target) => {
      asked.push(target);
      return records.filter((record) =>
        target.kind === 'alias' ? record.alias === target.alias : record.account_id === target.accountId,
      );
    },
  };
}

describe('resolveAccount', () => {
  it.each(['111111111111', ' 111111111111 ', 'prod', ' prod\n'])('finds the account that %j means', async (target) => {
    expect(await resolveAccount(sourceOf(PROD, OFF), target)).toBe(PROD);
  });

  it('takes an account as enabled that says nothing of it', async () => {
    expect(await resolveAccount(sourceOf(UNSAID), 'unsaid')).toBe(UNSAID);
  });

  it.each(['999999999999', 'nobody'])('knows no %s', async (target) => {
    const error = await rejection(resolveAccount(sourceOf(PROD), target));
    expect(error).toBeInstanceOf(AccountNotFoundError);
    expect(error.message).toContain(`"${target}"`);
  });

  it.each(['12345678901O', '1234-5678-9012'])(
    'takes %s, which nobody registered, for a mistyped ID',
    async (target) => {
      expect(await rejection(resolveAccount(sourceOf(PROD), target))).toBeInstanceOf(InvalidAccountIdError);
    },
  );

  it('finds an alias that looks like an ID when somebody did register it', async () => {
    const odd = { ...PROD, alias: '12345678901O' };
    expect(await resolveAccount(sourceOf(odd), '12345678901O')).toBe(odd);
  });

  it.each([undefined, 12, '', "x' or 1=1", '12345678901'])('does not trouble the source with %j', async (target) => {
    const source = sourceOf(PROD);
    expect(await rejection(resolveAccount(source, target))).toBeInstanceOf(InvalidAccountIdError);
    expect(source.asked).toEqual([]);
  });

  it('refuses an alias of two accounts and names neither', async () => {
    const error = await rejection(resolveAccount(sourceOf(PROD, TWIN), 'prod'));
    expect(error).toBeInstanceOf(AmbiguousAccountAliasError);
    expect(error.message).not.toMatch(/1111|2222|canary|arn:/);
  });

  it('refuses an alias of two accounts when only one of them is enabled: switching one off must not move the name', async () => {
    const error = await rejection(resolveAccount(sourceOf(PROD, { ...TWIN, enabled: false }), 'prod'));
    expect(error).toBeInstanceOf(AmbiguousAccountAliasError);
  });

  it('refuses an account that a source reaches in two ways, and says to name one of them', async () => {
    const error = await rejection(resolveAccount(sourceOf(PROD, { ...PROD, alias: 'prod-read' }), '111111111111'));
    expect(error).toBeInstanceOf(AmbiguousAccountAliasError);
    expect(error.message).toMatch(/^AWS account 111111111111 can be reached in more than one way\./);
    expect(error.message).not.toMatch(/prod|canary|arn:/);
  });

  it.each(['333333333333', 'off'])('refuses a disabled account, asked for as %s', async (target) => {
    const error = await rejection(resolveAccount(sourceOf(OFF), target));
    expect(error).toBeInstanceOf(AccountDisabledError);
    expect(error.message).not.toMatch(/canary|arn:/);
  });

  it("never takes another account's record for the answer to an ID, however loosely a source searches", async () => {
    const loose: AccountSource = { find: async () => [TWIN] };
    expect(await rejection(resolveAccount(loose, '111111111111'))).toBeInstanceOf(AccountNotFoundError);
  });

  it('lets through what the source throws', async () => {
    const failure = new DatabaseConnectionError();
    const broken: AccountSource = { find: () => Promise.reject(failure) };
    expect(await rejection(resolveAccount(broken, 'prod'))).toBe(failure);
  });
});

function rejection(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.unreachable(),
    (error) => error,
  );
}
