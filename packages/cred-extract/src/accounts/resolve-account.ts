import type { AccountRecord, AccountSource, AccountTarget } from '../account.ts';
import {
  AccountDisabledError,
  AccountNotFoundError,
  AmbiguousAccountAliasError,
  type CredentialExtractionError,
  InvalidAccountIdError,
} from '../errors.ts';
import { looksLikeAccountId, parseAccountTarget } from './parse-target.ts';

/** Looks at every record that a target means, or at none, before anything is said of them; throws to say nothing. */
export type Authorize = (target: AccountTarget, records: readonly AccountRecord[]) => void | Promise<void>;

/**
 * The one enabled account that a `target_account_id` means.
 *
 * @throws InvalidAccountIdError, AccountNotFoundError, AmbiguousAccountAliasError, AccountDisabledError, and whatever
 * the source and `authorize` throw.
 */
export async function resolveAccount(
  source: AccountSource,
  target: unknown,
  authorize: Authorize = () => {},
): Promise<AccountRecord> {
  const parsed = parseAccountTarget(target);
  const records = (await source.find(parsed)).filter((record) => answers(record, parsed));
  await authorize(parsed, records);
  const [record, ...others] = records;
  if (!record) throw notFound(parsed);
  if (others.length > 0) throw new AmbiguousAccountAliasError(nameOf(parsed));
  if (record.enabled === false) throw new AccountDisabledError(record.account_id);
  return record;
}

/** A source written by somebody else may search loosely. Another account's record is never an answer to an ID. */
function answers(record: AccountRecord, target: AccountTarget): boolean {
  return target.kind === 'alias' || record.account_id === target.accountId;
}

function notFound(target: AccountTarget): CredentialExtractionError {
  if (target.kind === 'alias' && looksLikeAccountId(target.alias)) return new InvalidAccountIdError();
  return new AccountNotFoundError(nameOf(target));
}

function nameOf(target: AccountTarget): string {
  return target.kind === 'alias' ? target.alias : target.accountId;
}
