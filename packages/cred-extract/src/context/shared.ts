import type { AsyncLocalStorage } from 'node:async_hooks';
import { LRUCache } from 'lru-cache';
import type { Accounts } from '../credentials/accounts.ts';
import type { AccountContext } from './account-context.ts';
import { createFollowingStorage } from './following-storage.ts';
import type { KeyOwner } from './guard/issued-keys.ts';

/**
 * What every copy of the library in one process shares: its ESM and its CommonJS build, and the copies that two packages
 * bring. A symbol in the global registry finds it; the number changes only when these shapes stop being compatible.
 */
interface SharedState {
  readonly storage: AsyncLocalStorage<AccountContext | undefined>;
  /** Whose each access key is, for the guard. */
  readonly keyOwners: LRUCache<string, KeyOwner>;
  accounts?: Accounts;
  guarded?: boolean;
}

/** An hour of sessions of 500 accounts for 50 users each, and what they renew meanwhile: 15 MB when full. */
const MAX_KEYS = 50_000;

const KEY = Symbol.for('@mcp-multi-account/cred-extract/shared/1');

const state = find();

export function shared(): SharedState {
  return state;
}

function find(): SharedState {
  const holder = globalThis as { [KEY]?: SharedState };
  holder[KEY] ??= create();
  return holder[KEY];
}

function create(): SharedState {
  const storage: SharedState['storage'] = createFollowingStorage<AccountContext>();
  return { storage, keyOwners: new LRUCache<string, KeyOwner>({ max: MAX_KEYS }) };
}
