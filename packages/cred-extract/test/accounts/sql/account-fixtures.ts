import type { AccountRecord, AccountTarget } from '../../../src/account.ts';
import type { NewAccount } from '../../../src/accounts/new-account.ts';
import { createKeyring } from '../../../src/secrets/keyring.ts';
import { KEY } from '../../support/account-stores.ts';

export const ID = (accountId: string): AccountTarget => ({ kind: 'account-id', accountId });
export const ALIAS = (alias: string): AccountTarget => ({ kind: 'alias', alias });

export const KEYS: NewAccount = {
  account_id: '111111111111',
  alias: 'keys',
  auth_type: 'aksk',
  access_key_id: 'AKIAIOSFODNN7EXAMPLE',
  secret_access_key: 'canary/secret+key',
};
export const ROLE: NewAccount = {
  account_id: '222222222222',
  alias: 'Büro München',
  auth_type: 'iam_role',
  role_arn: 'arn:aws:iam::222222222222:role/team/Reader',
  external_id: 'canary-external-id',
  region: 'eu-central-1',
  session_duration: 1800,
  environment: 'prod',
  tags: { team: "o'brien", 'cost centre': '12' },
  enabled: false,
};

/** The secret of a record, as the key of these tests opens it. */
export function secretOf(record: AccountRecord | undefined): Promise<string> {
  const keyring = createKeyring({ encryptionKey: KEY, env: {} });
  return keyring.decrypt(record?.secret_access_key_encrypted ?? '', record?.account_id ?? '');
}
