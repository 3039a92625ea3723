/** The local AWS in a thread of its own, so that the memory it needs for its sessions is not measured with the library's. */
import { parentPort, workerData } from 'node:worker_threads';
import { type InjectedFailure, startLocalAws } from '../../src/testing/index.ts';
import { virtualClock } from './virtual-clock.ts';
import { localAccounts, SERVER, soakWorld } from './world.ts';

export interface AwsCounts {
  readonly assumeRole: number;
  readonly callerIdentity: number;
  readonly refused: number;
}

/** Milliseconds between two sweeps of the record of requests. */
const SWEEP_MS = 500;

const { memory, accounts, subjects } = workerData as { memory: SharedArrayBuffer; accounts: number; subjects: number };
const clock = virtualClock(memory);
const aws = await startLocalAws({
  accounts: localAccounts(soakWorld(accounts, subjects)),
  now: () => new Date(clock.now()),
});

const counts = { assumeRole: 0, callerIdentity: 0, refused: 0 };
setInterval(sweep, SWEEP_MS).unref();
function sweep(): void {
  for (const { operation, status } of aws.requests) {
    if (status >= 400) counts.refused += 1;
    else if (operation === 'AssumeRole') counts.assumeRole += 1;
    else if (operation === 'GetCallerIdentity') counts.callerIdentity += 1;
  }
  aws.clearRequests();
}

parentPort?.on('message', (message: InjectedFailure | 'count') => {
  if (message !== 'count') return aws.fail(message);
  sweep();
  parentPort?.postMessage({ ...counts });
});
parentPort?.postMessage(aws.env(SERVER));
