import { AsyncLocalStorage } from 'node:async_hooks';
import type { Accounts } from '../credentials/accounts.ts';
import type { AccountContext } from './account-context.ts';

/**
 * What every copy of the library in one process shares: its ESM and its CommonJS build, and the copies that two packages
 * bring. A symbol in the global registry finds it; the number changes only when these shapes stop being compatible.
 */
interface SharedState {
  readonly storage: AsyncLocalStorage<AccountContext>;
  accounts?: Accounts;
}

const KEY = Symbol.for('@mcp-multi-account/cred-extract/shared/1');

export function shared(): SharedState {
  const holder = globalThis as { [KEY]?: SharedState };
  holder[KEY] ??= { storage: new AsyncLocalStorage<AccountContext>() };
  return holder[KEY];
}
