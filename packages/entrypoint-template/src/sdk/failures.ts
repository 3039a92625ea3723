import { AsyncLocalStorage } from 'node:async_hooks';
import type { CreateServer } from './mcp-sdk.ts';

/** Failures that an SDK answers with 500 and keeps to itself, for whoever handed it the request. */
export interface Failures {
  keep(error: unknown): void;
  /** `createServer`, whose failures are kept. */
  keptOf(createServer: CreateServer): CreateServer;
  /** Runs `handle`, and throws what was kept meanwhile. */
  throwAfter(handle: () => Promise<void>): Promise<void>;
}

export function createFailures(): Failures {
  const storage = new AsyncLocalStorage<unknown[]>();
  const keep = (error: unknown) => void storage.getStore()?.push(error);
  return {
    keep,
    keptOf: (createServer) => async () => {
      try {
        return await createServer();
      } catch (error) {
        keep(error);
        throw error;
      }
    },
    throwAfter: async (handle) => {
      const kept: unknown[] = [];
      await storage.run(kept, handle);
      if (kept.length > 0) throw kept[0];
    },
  };
}
