import type { Accounts, AccountsConfig } from '../credentials/accounts.ts';
import { createAccounts } from '../credentials/create-accounts.ts';
import { shared } from './shared.ts';

/**
 * Sets the process up in code instead of by environment variables. Call it once, before the first tool call; a second
 * call replaces the first for calls that start afterwards.
 */
export function configureAccounts(config: AccountsConfig | Accounts): Accounts {
  const accounts = isAccounts(config) ? config : createAccounts(config);
  shared().accounts = accounts;
  return accounts;
}

/** The configured accounts or, when nobody configured any, those the environment describes. */
export function defaultAccounts(): Accounts {
  const state = shared();
  state.accounts ??= createAccounts();
  return state.accounts;
}

/** Both have a `session`: here the function, there its settings. */
function isAccounts(config: AccountsConfig | Accounts): config is Accounts {
  return typeof config.session === 'function';
}
