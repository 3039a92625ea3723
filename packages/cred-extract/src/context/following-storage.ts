import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';

/**
 * A storage that tells the flows of the process apart from now on. Node 22 does so only from the first use of a storage on: a
 * first use inside a tool call would bind flows that began before, such as the one that reads all requests, to that call's
 * account.
 */
export function createFollowingStorage<Store extends object>(): AsyncLocalStorage<Store> {
  const storage = new AsyncLocalStorage<Store>();
  // In a scope of its own: Node 24 would leave an empty entry in the flow that loads the library, and copy it in every call.
  new AsyncResource('McpAccountStorage').runInAsyncScope(() => storage.run({} as Store, () => {}));
  return storage;
}
