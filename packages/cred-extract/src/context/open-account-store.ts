import {
  type AccountStore,
  type AccountStoreOptions,
  openAccountStore as open,
} from '../accounts/sql/sql-account-store.ts';
import { outsideContext } from './account-context.ts';

/**
 * The account store, whose own requests for passwords and keys are the server's wherever it is called: a tool may list
 * accounts while it runs as one of them. Opens nothing yet: the driver loads and connects with the first call.
 *
 * @throws ConfigurationError when the settings of database or keys cannot be understood, or contradict one another.
 */
export function openAccountStore(options: AccountStoreOptions = {}): AccountStore {
  const store = open(options);
  return {
    find: (target) => outsideContext(() => store.find(target)),
    list: () => outsideContext(() => store.list()),
    check: () => outsideContext(() => store.check()),
    problems: () => outsideContext(() => store.problems()),
    migrate: () => outsideContext(() => store.migrate()),
    put: (account) => outsideContext(() => store.put(account)),
    putMany: (accounts) => outsideContext(() => store.putMany(accounts)),
    setEnabled: (accountId, enabled) => outsideContext(() => store.setEnabled(accountId, enabled)),
    remove: (accountId) => outsideContext(() => store.remove(accountId)),
    rekey: (rekeyOptions) => outsideContext(() => store.rekey(rekeyOptions)),
    close: () => outsideContext(() => store.close()),
  };
}
