import { Writable } from 'node:stream';

/**
 * Keeps standard output for the protocol: what anything else in this process prints goes to standard error from now on,
 * because one stray `console.log` line ends an MCP connection.
 *
 * @returns the stream that still writes to standard output.
 */
export function reserveStdout(target: NodeJS.Process = process): Writable {
  const write = target.stdout.write.bind(target.stdout);
  target.stdout.write = target.stderr.write.bind(target.stderr);
  return new Writable({
    write: (chunk: Uint8Array, _encoding, done) => void write(chunk, done),
  });
}
