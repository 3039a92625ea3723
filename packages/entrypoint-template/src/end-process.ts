import type { RunningServer } from './running-server.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Closes `server` and ends the process on SIGTERM, on SIGINT and, over stdio, when the client has closed standard input.
 * A second signal ends it at once.
 *
 * The process is ended because database pools and timers of the server would keep it alive, and as PID 1 of a container
 * it gets no default signal handling either.
 */
export function endProcessAfter(server: RunningServer): RunningServer {
  const stop = () => {
    release();
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const release = () => {
    for (const signal of SIGNALS) process.off(signal, stop);
    process.stdin.off('end', stop);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  if (server.transport === 'stdio') process.stdin.on('end', stop);
  const close = () => {
    release();
    return server.close();
  };
  return { ...server, close };
}
