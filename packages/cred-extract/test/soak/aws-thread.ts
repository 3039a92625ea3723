import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { InjectedFailure } from '../../src/testing/index.ts';
import type { AwsCounts } from './aws-worker.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface AwsThread {
  /** The environment of a server in the account `SERVER`. */
  readonly env: Record<string, string>;
  fail(failure: InjectedFailure): void;
  counts(): Promise<AwsCounts>;
  close(): Promise<unknown>;
}

export async function startAwsThread(clock: VirtualClock, accounts: number, subjects: number): Promise<AwsThread> {
  const worker = new Worker(new URL('./aws-worker.ts', import.meta.url), {
    workerData: { memory: clock.memory, accounts, subjects },
  });
  const [env] = await once(worker, 'message');
  return {
    env,
    fail: (failure) => worker.postMessage(failure),
    counts: async () => {
      worker.postMessage('count');
      const [counts] = await once(worker, 'message');
      return counts;
    },
    close: () => worker.terminate(),
  };
}
