import type { AccountRecord } from '../../src/account.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import type { LocalAccount } from '../../src/testing/index.ts';

export const SERVER = '999999999999';
const ROLE = 'Soak';
const TEAMS = 10;
export const ENCRYPTION_KEY = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';

export interface Subject {
  readonly name: string;
  readonly groups: readonly string[];
  /** Allowed every account; the others only those of their team. */
  readonly isAdmin: boolean;
  readonly team: string;
}

export interface SoakAccount {
  readonly accountId: string;
  readonly alias: string;
  readonly kind: 'aksk' | 'iam_role';
  readonly team: string;
  readonly enabled: boolean;
}

/** Accounts and subjects of ten teams, half of the accounts by role, and every fiftieth switched off. */
export interface World {
  readonly accounts: readonly SoakAccount[];
  readonly subjects: readonly Subject[];
}

export function soakWorld(accountCount: number, subjectCount: number): World {
  return {
    accounts: Array.from({ length: accountCount }, (_, index) => ({
      accountId: String(100_000_000_000 + index),
      alias: `account-${index}`,
      kind: index % 2 === 0 ? ('iam_role' as const) : ('aksk' as const),
      team: teamOf(Math.floor(index / 2)),
      enabled: index % 50 !== 49,
    })),
    subjects: Array.from({ length: subjectCount }, (_, index) => ({
      name: `user-${index}`,
      isAdmin: index % 25 === 0,
      groups: index % 25 === 0 ? ['admins'] : [teamOf(index)],
      team: teamOf(index),
    })),
  };
}

function teamOf(index: number): string {
  return `team-${index % TEAMS}`;
}

export function mayUse(subject: Subject, account: SoakAccount): boolean {
  return subject.isAdmin || subject.team === account.team;
}

/** For `configureAccounts`; the same rule as `mayUse`, in the library's own words. */
export const POLICY = {
  allow: [
    { groups: ['admins'], accounts: '*' as const, server: true as const },
    ...Array.from({ length: TEAMS }, (_, index) => ({ groups: [teamOf(index)], tags: { team: [teamOf(index)] } })),
  ],
};

/** What the local AWS is made of. */
export function localAccounts({ accounts }: World): readonly LocalAccount[] {
  return [
    { accountId: SERVER },
    ...accounts.map(({ accountId, kind }) => ({
      accountId,
      accessKeys: [keyOf(accountId)],
      roles:
        kind === 'iam_role' ? [{ name: ROLE, trustedAccounts: [SERVER], externalId: `external-${accountId}` }] : [],
    })),
  ];
}

function keyOf(accountId: string) {
  return { accessKeyId: `AKIASOAK${accountId}`, secretAccessKey: `soak-secret-of-account-${accountId}-0123456789` };
}

/** What the account store holds. */
export async function accountRecords({ accounts }: World): Promise<Map<string, AccountRecord>> {
  const keyring = createKeyring({ encryptionKey: ENCRYPTION_KEY, env: {} });
  const records = accounts.map(async (account): Promise<AccountRecord> => {
    const { accountId, alias, kind, team, enabled } = account;
    const shared = { account_id: accountId, alias, enabled, tags: { team }, region: 'eu-west-1' };
    if (kind === 'iam_role') {
      const role_arn = `arn:aws:iam::${accountId}:role/${ROLE}`;
      return { ...shared, auth_type: 'iam_role', role_arn, external_id: `external-${accountId}` };
    }
    const { accessKeyId, secretAccessKey } = keyOf(accountId);
    const secret_access_key_encrypted = await keyring.encrypt(secretAccessKey, accountId);
    return { ...shared, auth_type: 'aksk', access_key_id: accessKeyId, secret_access_key_encrypted };
  });
  return new Map((await Promise.all(records)).map((record) => [record.account_id, record]));
}
