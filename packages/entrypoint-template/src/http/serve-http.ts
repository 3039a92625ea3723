import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { within } from '../deadline.ts';
import type { Log } from '../log/create-log.ts';
import { DRAIN_MS, type RunningServer } from '../running-server.ts';
import { traceFields } from '../telemetry/tracing.ts';
import { answer, MCP_PATH } from './answer.ts';
import type { Exchange } from './exchange.ts';
import type { HttpLimits } from './http-limits.ts';
import { type Address, listen, originOf } from './listen.ts';
import { logWhenOver } from './log-exchange.ts';
import { answerMalformed, endRaw } from './malformed.ts';
import { createOpenExchanges, type OpenExchanges } from './open-exchanges.ts';
import { requestIdOf } from './request-id.ts';
import { refuse } from './respond.ts';
import type { Service } from './service.ts';

/**
 * AgentCore passes on up to twenty headers of 4 KB:
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-header-allowlist.html
 */
const MAX_HEAD_BYTES = 128 * 1024;

/**
 * How long a server that is told to stop, and has calls under way, still takes what comes: its clients learn from their
 * answers that the connection ends, and load balancers from `/ready` that it does.
 */
const GRACE_MS = 500;

/**
 * Serves MCP at `/mcp`, health at `/ping`, `/health` and `/healthz`, and readiness at `/ready`.
 *
 * @throws ServeConfigurationError when the address cannot be listened on.
 */
export async function serveHttp(service: Service, address: Address, log: Log): Promise<RunningServer> {
  const open = createOpenExchanges();
  let closing: Promise<void> | undefined;
  const stoppable = { ...service, isReady: async () => !closing && (await service.isReady()) };
  const receive = (request: IncomingMessage, response: ServerResponse) => {
    const exchange = exchangeOf(request, response, log);
    open.add(exchange);
    logWhenOver(exchange);
    if (closing) response.setHeader('connection', 'close');
    // The SDKs promise to keep the connections of their streams, whatever the header above says.
    response.once('finish', () => closing && request.socket.destroySoon());
    answer(stoppable, exchange).catch((error: Error) => fail(exchange, error));
  };
  const server = createServer(service.limits, receive);
  server.on('clientError', answerMalformed(log, open.hasAnswer) as never);
  await listen(server, address);
  const url = `${originOf(server)}${MCP_PATH}`;
  log.info(`listening on ${url}`);
  return { transport: 'streamable-http', url, close: () => (closing ??= close(server, service, open, log)) };
}

function exchangeOf(request: IncomingMessage, response: ServerResponse, log: Log): Exchange {
  const requestId = requestIdOf(request);
  response.setHeader('x-request-id', requestId);
  return { request, response, requestId, log: log.with({ request_id: requestId, ...traceFields() }), notes: {} };
}

function createServer(limits: HttpLimits, receive: RequestListener): Server {
  const server = createHttpServer(optionsOf(limits), receive);
  server.on('checkContinue', receive);
  server.on('connect', (_request, socket) => endRaw(socket as Socket, 405));
  return server;
}

function optionsOf({ headersSeconds, requestSeconds, keepAliveSeconds }: HttpLimits) {
  return {
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: headersSeconds * 1000,
    requestTimeout: requestSeconds * 1000,
    keepAliveTimeout: keepAliveSeconds * 1000,
    // Node looks for connections that are too slow this often.
    connectionsCheckingInterval: Math.min(5_000, headersSeconds * 500),
  };
}

async function close(server: Server, { handler }: Service, open: OpenExchanges, log: Log): Promise<void> {
  log.info('stopping');
  const deadline = performance.now() + DRAIN_MS;
  open.endStreams();
  await within(GRACE_MS, open.none());
  const closed = new Promise((resolve) => server.close(resolve));
  const drained = await within(deadline - performance.now(), open.none());
  if (!drained) log.warn('calls take longer than there is time, and are cut');
  await handler.close();
  server.closeAllConnections();
  await closed;
  log.info('stopped');
}

/** The client learns nothing of a failure inside the server; its log does. */
function fail(exchange: Exchange, error: Error): void {
  const { request, response, log, notes } = exchange;
  // After a refusal an SDK finds that the answer is out, and without its client that nobody sends the rest.
  if (notes.refused !== undefined || (request.destroyed && !request.complete)) return;
  log.error('the server failed to answer', { error: error.message });
  if (response.headersSent) response.destroy();
  else refuse(exchange, 500, 'Internal server error');
}
