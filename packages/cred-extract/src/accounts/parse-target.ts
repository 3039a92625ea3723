import type { AccountTarget } from '../account.ts';
import { InvalidAccountIdError } from '../errors.ts';

const ACCOUNT_ID = /^[0-9]{12}$/;
const MAX_ALIAS_LENGTH = 128;

/** An allow-list, so that quotes, brackets, control and invisible characters need no list of their own. */
const ALIAS = /^[\p{L}\p{M}\p{Nd} ._@/+=,:-]+$/u;

/** Digits of any script: what looks like an account ID to a reader must not be looked up as an alias. */
const ONLY_DIGITS = /^\p{Nd}+$/u;

/** Characters of an alias that together are a comment in SQL or an ARN, and no name. */
const NO_ALIAS = /--|\barn:/i;

/**
 * Reads a `target_account_id` as it came from a model: 12 ASCII digits are an account ID, a plausible name is an
 * alias, and surrounding white space is dropped.
 *
 * @throws InvalidAccountIdError for anything else; the value is not repeated.
 */
export function parseAccountTarget(value: unknown): AccountTarget {
  if (typeof value !== 'string') throw new InvalidAccountIdError();
  const text = value.trim();
  if (ACCOUNT_ID.test(text)) return { kind: 'account-id', accountId: text };
  if (!isAlias(text)) throw new InvalidAccountIdError();
  return { kind: 'alias', alias: text };
}

/** Whether an alias that nobody registered is more likely a mistyped account ID: `12345678901O`, `1234-5678-9012`. */
export function looksLikeAccountId(alias: string): boolean {
  const letters = alias.replace(/[ -]/g, '');
  const digits = letters.replace(/\P{Nd}/gu, '');
  return /^[\p{L}\p{Nd}]{11,13}$/u.test(letters) && digits.length * 4 >= letters.length * 3;
}

function isAlias(text: string): boolean {
  return text.length <= MAX_ALIAS_LENGTH && ALIAS.test(text) && isName(text);
}

function isName(text: string): boolean {
  return /[\p{L}\p{Nd}]/u.test(text) && !ONLY_DIGITS.test(text) && !NO_ALIAS.test(text);
}
