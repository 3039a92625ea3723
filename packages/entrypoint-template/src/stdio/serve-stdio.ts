import { PassThrough, type Readable, type Writable } from 'node:stream';
import { within } from '../deadline.ts';
import { DRAIN_MS, type RunningServer } from '../running-server.ts';
import type { CreateServer, McpSdk } from '../sdk/mcp-sdk.ts';

/** Serves one client over `input` and `output`. Their end is not the end of the connection: close it. */
export async function serveStdio(
  sdk: McpSdk,
  createServer: CreateServer,
  streams: { readonly input: Readable; readonly output: Writable },
): Promise<RunningServer> {
  // SDK v1 ignores the end of input and v2 drops what is under way, so neither is shown it.
  const input = new PassThrough();
  streams.input.pipe(input, { end: false });
  const connection = await sdk.connectStdio(createServer, input, streams.output);
  let closing: Promise<void> | undefined;
  const close = async () => {
    await within(DRAIN_MS, connection.idle());
    streams.input.unpipe(input);
    streams.input.pause();
    await connection.close();
  };
  return { transport: 'stdio', close: () => (closing ??= close()) };
}
