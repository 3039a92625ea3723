// A server program, started by the tests as a child process: `node program.ts <kind> [linger]`.
import { setTimeout } from 'node:timers/promises';
import { serve } from '../../src/index.ts';
import { SERVERS } from './servers.ts';

const [kind = '', linger] = process.argv.slice(2);
// As an idle database pool or a timer of the server would.
if (linger) setInterval(() => {}, 60_000);
// biome-ignore lint/suspicious/noConsole: the one line that comes before the protocol.
console.log('printed before serving');

await serve(
  SERVERS[kind] ??
    (async () => {
      if (kind !== 'slow to start') throw new Error(`no such server: ${kind}`);
      console.error('starting');
      await setTimeout(60_000);
      return Promise.reject(new Error('started at last'));
    }),
);
// biome-ignore lint/suspicious/noConsole: what must not reach standard output over stdio.
console.info('printed while serving');
