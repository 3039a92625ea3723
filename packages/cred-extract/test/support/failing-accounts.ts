import { randomBytes } from 'node:crypto';
import type { AccountRecord, AccountSource } from '../../src/account.ts';
import {
  AccountDisabledError,
  AccountMismatchError,
  AccountNotFoundError,
  AmbiguousAccountAliasError,
  AssumeRoleError,
  ConfigurationError,
  CredentialDecryptionError,
  CredentialsRejectedError,
  InvalidAccountIdError,
} from '../../src/errors.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import type { LocalAccount } from '../../src/testing/index.ts';

export const SERVER = '999999999999';
export const ENCRYPTION_KEY = randomBytes(32).toString('base64');
const FOREIGN = '888888888888';

/** What must never be seen outside: each stands in a record, in the environment or in an answer of AWS. */
export const CANARIES = {
  externalId: 'canary-external-id',
  organizationExternalId: 'canary-organization-id',
  secret: 'canarySecretAccessKey+/0123456789abcdefghij',
  foreignSecret: 'canaryForeignSecret+/0123456789abcdefghij',
  roleName: 'CanaryRole',
  databasePassword: 'canary-database-password',
  encryptionKey: ENCRYPTION_KEY,
} as const;

const keyring = createKeyring({ encryptionKey: ENCRYPTION_KEY, env: {} });
const otherKeyring = createKeyring({ encryptionKey: randomBytes(32).toString('base64'), env: {} });
/** Fernet tokens are not bound to an account, so that one will do for all. */
const encrypted = await createKeyring({ encryptionKey: ENCRYPTION_KEY, env: { SECRET_FORMAT: 'fernet' } }).encrypt(
  CANARIES.secret,
  '',
);

type Failure = readonly [title: string, target: unknown, error: new (...args: never[]) => Error, message: RegExp];

/** Every way in which an account cannot be had, by the target that runs into it. */
export const FAILURES: readonly Failure[] = [
  ['an unknown account ID', '100000000000', AccountNotFoundError, /"100000000000"/],
  ['an unknown alias', 'no such account', AccountNotFoundError, /"no such account"/],
  ['an alias of two accounts', 'twins', AmbiguousAccountAliasError, /more than one/],
  ['an account ID of 11 digits', '12345678901', InvalidAccountIdError, /12-digit/],
  ['an account ID of 13 digits', '1234567890123', InvalidAccountIdError, /12-digit/],
  ['an account ID with letters', '12345678901a', InvalidAccountIdError, /12-digit/],
  ['an account ID with SQL in it', "111111111111' OR '1'='1", InvalidAccountIdError, /12-digit/],
  ['an empty target', '', InvalidAccountIdError, /12-digit/],
  ['a role ARN as target', `arn:aws:iam::111111111111:role/${CANARIES.roleName}`, InvalidAccountIdError, /12-digit/],
  ['a disabled account', '200000000001', AccountDisabledError, /disabled/],
  ['a role that does not exist', '200000000002', AssumeRoleError, /trust policy/],
  ['a role that refuses', '200000000003', AssumeRoleError, /trust policy/],
  ['a wrong external ID', '200000000004', AssumeRoleError, /external ID/],
  ['a role ARN of another account', '200000000005', AccountMismatchError, /another account/],
  ['a record without a role', '200000000006', ConfigurationError, /no role ARN/],
  ['a wrong ENCRYPTION_KEY', '200000000007', CredentialDecryptionError, /ENCRYPTION_KEY/],
  ['a truncated ciphertext', '200000000008', CredentialDecryptionError, /decrypted/],
  ['a ciphertext moved from another account', '200000000013', CredentialDecryptionError, /decrypted/],
  ['a wrong secret', '200000000009', CredentialsRejectedError, /rejected/],
  ['a key that AWS does not know', '200000000010', CredentialsRejectedError, /rejected/],
  ['a key of another account', '200000000011', AccountMismatchError, /another account/],
  ['a record without a key', '200000000012', ConfigurationError, /no complete access key/],
];

const arn = (accountId: string, name: string = CANARIES.roleName) => `arn:aws:iam::${accountId}:role/${name}`;
const role = (account_id: string, more: Partial<AccountRecord> = {}): AccountRecord => ({
  account_id,
  auth_type: 'iam_role',
  role_arn: arn(account_id),
  external_id: CANARIES.externalId,
  ...more,
});
const key = (account_id: string, more: Partial<AccountRecord> = {}): AccountRecord => ({
  account_id,
  auth_type: 'aksk',
  access_key_id: `AKIA${account_id}`,
  secret_access_key_encrypted: encrypted,
  ...more,
});

const RECORDS: readonly AccountRecord[] = [
  role('111111111111', { alias: 'production', region: 'eu-west-1', session_duration: 43_200 }),
  key('222222222222', { alias: 'legacy', region: 'us-west-2' }),
  role(SERVER, { alias: 'hub' }),
  role('300000000001', { alias: 'twins' }),
  role('300000000002', { alias: 'twins' }),
  role('200000000001', { enabled: false }),
  role('200000000002', { role_arn: arn('200000000002', 'NoSuchCanaryRole') }),
  role('200000000003'),
  role('200000000004', { external_id: CANARIES.organizationExternalId }),
  role('200000000005', { role_arn: arn('111111111111') }),
  role('200000000006', { role_arn: null }),
  key('200000000007', { secret_access_key_encrypted: await otherKeyring.encrypt(CANARIES.secret, '200000000007') }),
  key('200000000008', { secret_access_key_encrypted: encrypted.slice(0, 40) }),
  key('200000000009', { secret_access_key_encrypted: await keyring.encrypt(CANARIES.foreignSecret, '200000000009') }),
  key('200000000010', { access_key_id: 'AKIANOBODYKNOWSIT00' }),
  key('200000000011', { access_key_id: `AKIA${FOREIGN}` }),
  key('200000000012', { access_key_id: null }),
  key('200000000013', { secret_access_key_encrypted: await keyring.encrypt(CANARIES.secret, '200000000012') }),
];

export const records: AccountSource = {
  find: async (target) =>
    RECORDS.filter((record) =>
      target.kind === 'alias' ? record.alias === target.alias : record.account_id === target.accountId,
    ),
};

export const localAccounts: readonly LocalAccount[] = [
  ...RECORDS.map(({ account_id }) => account_id).filter((id) => id !== SERVER),
  FOREIGN,
]
  .map((accountId): LocalAccount => {
    const roles = [
      {
        name: CANARIES.roleName,
        externalId: CANARIES.externalId,
        trustedAccounts: [SERVER],
        maxSessionDuration: 43_200,
        denied: accountId === '200000000003',
      },
    ];
    return { accountId, roles, accessKeys: [{ accessKeyId: `AKIA${accountId}`, secretAccessKey: CANARIES.secret }] };
  })
  .concat({ accountId: SERVER });
