import { constants } from 'node:os';
import type { RunningServer } from './running-server.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

type Signal = (typeof SIGNALS)[number];

/**
 * Closes `server` and ends the process on SIGTERM, on SIGINT and, over stdio, when the client has closed standard input.
 * A second signal ends it at once.
 *
 * The process is ended because database pools and timers of the server would keep it alive, and as PID 1 of a container
 * it gets no default signal handling either.
 */
export function endProcessAfter(server: RunningServer): RunningServer {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const onSignal = (signal: Signal) => (stopping ? process.exit(statusOf(signal)) : stop());
  const release = () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    process.stdin.off('end', stop);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  if (server.transport === 'stdio') process.stdin.on('end', stop);
  const close = () => {
    release();
    return server.close();
  };
  return { ...server, close };
}

/** Ends the process on SIGTERM and SIGINT while a server starts and has nothing to finish; the end of that. */
export function endProcessMeanwhile(): () => void {
  const exit = () => process.exit(0);
  for (const signal of SIGNALS) process.on(signal, exit);
  return () => {
    for (const signal of SIGNALS) process.off(signal, exit);
  };
}

/** As a shell tells of a process that a signal ended. */
function statusOf(signal: Signal): number {
  return 128 + constants.signals[signal];
}
