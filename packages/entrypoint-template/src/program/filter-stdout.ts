import { ProtocolLines } from './protocol-lines.ts';

/**
 * Lets only messages through to standard output: whatever else is printed there goes to standard error, because one stray
 * line ends an MCP connection.
 */
export function filterStdout(target: NodeJS.Process = process): void {
  const write = target.stdout.write.bind(target.stdout);
  let room = true;
  const lines = new ProtocolLines({
    onMessages: (_messages, line) => {
      room = write(line);
    },
    onText: (text) => void target.stderr.write(text),
  });
  target.stdout.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    room = true;
    lines.write(chunk);
    const done = rest.find((argument) => typeof argument === 'function') as (() => void) | undefined;
    if (done) process.nextTick(done);
    return room;
  }) as typeof write;
  target.once('exit', () => write(lines.takeRest()));
}
