import { AsyncLocalStorage } from 'node:async_hooks';
import { LRUCache } from 'lru-cache';
import type { Accounts } from '../credentials/accounts.ts';
import type { AccountContext } from './account-context.ts';

/**
 * What every copy of the library in one process shares: its ESM and its CommonJS build, and the copies that two packages
 * bring. A symbol in the global registry finds it; the number changes only when these shapes stop being compatible.
 */
interface SharedState {
  readonly storage: AsyncLocalStorage<AccountContext>;
  /** The account of each access key that was handed out, for the guard. */
  readonly keyOwners: LRUCache<string, string>;
  accounts?: Accounts;
  guarded?: boolean;
}

/** Some hours of renewed sessions of a thousand accounts. */
const MAX_KEYS = 10_000;

const KEY = Symbol.for('@mcp-multi-account/cred-extract/shared/1');

export function shared(): SharedState {
  const holder = globalThis as { [KEY]?: SharedState };
  holder[KEY] ??= {
    storage: new AsyncLocalStorage<AccountContext>(),
    keyOwners: new LRUCache<string, string>({ max: MAX_KEYS }),
  };
  return holder[KEY];
}
