import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { within } from '../deadline.ts';
import { ServeConfigurationError } from '../errors.ts';
import { DRAIN_MS, type RunningServer } from '../running-server.ts';
import type { HttpHandler } from '../sdk/mcp-sdk.ts';
import { answer, type HttpRequest, MCP_PATH } from './answer.ts';
import { isLoopbackHost } from './loopback.ts';
import { respondError } from './respond.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Serves MCP at `/mcp` and health at `/ping`, `/health` and `/healthz`.
 *
 * @throws ServeConfigurationError when the address cannot be listened on.
 */
export async function serveHttp(handler: HttpHandler, address: Address): Promise<RunningServer> {
  const onLoopback = isLoopbackHost(address.host);
  const server = createHttpServer((request, response) => {
    const exchange = { request, response };
    answer(handler, onLoopback, exchange).catch((error: Error) => fail(exchange, error));
    // A connection kept alive would hold up the end of a server that has stopped listening.
    response.once('close', () => server.listening || server.closeIdleConnections());
  });
  await listen(server, address);
  let closing: Promise<void> | undefined;
  return { transport: 'streamable-http', url: urlOf(server), close: () => (closing ??= close(server, handler)) };
}

async function listen(server: Server, { host, port }: Address): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ServeConfigurationError(`Cannot listen on ${host}, port ${port}: ${reason(code)}.`, { cause: error });
  }
}

function reason(code: string | undefined): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'the port is in use';
    case 'EACCES':
      return 'the port needs more rights';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'the host is no address of this machine';
    default:
      return String(code);
  }
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}${MCP_PATH}`;
}

async function close(server: Server, handler: HttpHandler): Promise<void> {
  const drained = new Promise((resolve) => server.close(resolve));
  await within(DRAIN_MS, drained);
  await handler.close();
  server.closeAllConnections();
  await drained;
}

/** The client learns nothing of a failure inside the server; its log does. */
function fail({ request, response }: HttpRequest, error: Error): void {
  if (request.destroyed && !request.complete) return;
  console.error(`mcp: ${request.method} ${MCP_PATH}: ${error.message}`);
  if (response.headersSent) response.destroy();
  else respondError(response, 500, 'Internal server error');
}
