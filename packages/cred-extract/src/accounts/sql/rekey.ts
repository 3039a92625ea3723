import type { Sql } from 'kysely';
import { CredentialDecryptionError } from '../../errors.ts';
import type { Keyring } from '../../secrets/keyring.ts';
import { mapFewAtOnce } from '../few-at-once.ts';
import type { LazyDatabase } from './lazy-database.ts';
import type { AccountDatabase } from './schema.ts';

export interface RekeyOptions {
  /** Called after each batch. */
  readonly onProgress?: ((progress: RekeyProgress) => void) | undefined;
}

export interface RekeyProgress {
  /** Stored secrets looked at so far. */
  readonly done: number;
  /** Stored secrets when it began. */
  readonly total: number;
}

export interface RekeyResult {
  /** How many secrets were encrypted anew. */
  readonly rekeyed: number;
  /** How many already had the newest key and the chosen format. */
  readonly current: number;
  /** Account IDs whose secret no key opens, or that was replaced at the same moment by a writer with older keys. They are as they were. */
  readonly failed: readonly string[];
}

interface StoredSecret {
  readonly account_id: string;
  readonly secret_access_key_encrypted: string;
}

interface Renewal extends StoredSecret {
  readonly renewed: string;
}

/** Secrets of one statement. */
const BATCH = 200;

/**
 * Encrypts every stored secret with the newest key and in the chosen format. Each batch is one statement that changes a row
 * only if it still holds the text that was decrypted, so that a run may be killed at any point, and begun again.
 */
export async function rekeyAccounts(
  database: LazyDatabase,
  keyring: Keyring,
  { onProgress }: RekeyOptions,
): Promise<RekeyResult> {
  const opened = await database.existing();
  const result = { rekeyed: 0, current: 0, failed: [] as string[] };
  if (!opened) return result;
  const { sql } = await import('./kysely.ts');
  const total = await countSecrets(opened);
  for (let done = 0, after = ''; ; ) {
    const secrets = await readSecrets(opened, after);
    if (secrets.length === 0) return result;
    await rekeyBatch(sql, opened, keyring, secrets, result);
    after = secrets.at(-1)?.account_id ?? '';
    done += secrets.length;
    onProgress?.({ done, total: Math.max(done, total) });
  }
}

async function rekeyBatch(
  sql: Sql,
  database: AccountDatabase,
  keyring: Keyring,
  secrets: readonly StoredSecret[],
  result: { rekeyed: number; current: number; failed: string[] },
): Promise<void> {
  const outcomes = await mapFewAtOnce(secrets, (secret) => renew(keyring, secret));
  const renewals = outcomes.filter((outcome) => typeof outcome === 'object');
  const replaced = await replaceSecrets(sql, database, renewals);
  const missed = renewals.filter(({ account_id }) => !replaced.has(account_id));
  result.rekeyed += replaced.size;
  result.current += outcomes.filter((outcome) => outcome === 'current').length;
  result.failed.push(...secrets.filter((_, index) => outcomes[index] === 'failed').map(({ account_id }) => account_id));
  for (const { account_id } of missed) {
    // Somebody else wrote it in between, or removed it.
    if (await isBehind(database, keyring, account_id)) result.failed.push(account_id);
    else result.current += 1;
  }
}

async function renew(keyring: Keyring, secret: StoredSecret): Promise<Renewal | 'current' | 'failed'> {
  const { account_id, secret_access_key_encrypted: token } = secret;
  if (await keyring.isCurrent(token)) return 'current';
  try {
    return { ...secret, renewed: await keyring.encrypt(await keyring.decrypt(token, account_id), account_id) };
  } catch (error) {
    // One damaged secret must not keep the others from the new key. What concerns all of them ends the run.
    if (error instanceof CredentialDecryptionError && !error.retryable) return 'failed';
    throw error;
  }
}

async function replaceSecrets(
  sql: Sql,
  { kysely }: AccountDatabase,
  renewals: readonly Renewal[],
): Promise<ReadonlySet<string>> {
  if (renewals.length === 0) return new Set();
  const values = renewals.map(
    ({ account_id, secret_access_key_encrypted, renewed }) =>
      sql`(${account_id}, ${secret_access_key_encrypted}, ${renewed})`,
  );
  const { rows } = await sql<{ account_id: string }>`
    with renewal (account_id, token, renewed) as (values ${sql.join(values)})
    update aws_accounts set secret_access_key_encrypted = renewal.renewed from renewal
    where aws_accounts.account_id = renewal.account_id
      and aws_accounts.secret_access_key_encrypted = renewal.token
    returning aws_accounts.account_id`.execute(kysely);
  return new Set(rows.map(({ account_id }) => account_id));
}

async function isBehind(database: AccountDatabase, keyring: Keyring, accountId: string): Promise<boolean> {
  const now = await secretsOf(database).where('account_id', '=', accountId).executeTakeFirst();
  return now !== undefined && !(await keyring.isCurrent(now.secret_access_key_encrypted));
}

async function readSecrets(database: AccountDatabase, after: string): Promise<StoredSecret[]> {
  return secretsOf(database).where('account_id', '>', after).orderBy('account_id').limit(BATCH).execute();
}

async function countSecrets({ kysely }: AccountDatabase): Promise<number> {
  const { count } = await kysely
    .selectFrom('aws_accounts')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('secret_access_key_encrypted', '!=', '')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** SQL's null is not unequal to anything either. */
function secretsOf({ kysely }: AccountDatabase) {
  return kysely
    .selectFrom('aws_accounts')
    .select(['account_id', 'secret_access_key_encrypted'])
    .where('secret_access_key_encrypted', '!=', '')
    .$narrowType<{ secret_access_key_encrypted: string }>();
}
