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
  holder[KEY] ??= create();
  return holder[KEY];
}

function create(): SharedState {
  const storage = new AsyncLocalStorage<AccountContext>();
  // Node 22 follows promises only from the first use on. A first use inside a tool call would bind the flow that started the
  // promise before, such as the one that reads all requests, to that call's account.
  storage.run({ state: { kind: 'server' } }, () => {});
  return { storage, keyOwners: new LRUCache<string, string>({ max: MAX_KEYS }) };
}

shared();
