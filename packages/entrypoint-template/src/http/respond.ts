import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Exchange } from './exchange.ts';

/** JSON-RPC error codes: https://www.jsonrpc.org/specification#error_object */
const PARSE_ERROR = -32700;
const INTERNAL_ERROR = -32603;
const SERVER_ERROR = -32000;

/**
 * How much of the rest of a refused body is read, and for how long, so that its sender gets to the answer: nginx calls it
 * lingering close.
 */
const LINGER_BYTES = 16 * 1024 * 1024;
const LINGER_MS = 2_000;

/** Answers with a JSON-RPC error that belongs to no request, as both SDKs do. The log has `message` too. */
export function refuse(exchange: Exchange, status: number, message: string, headers: OutgoingHttpHeaders = {}): void {
  const code = status === 400 ? PARSE_ERROR : status === 500 ? INTERNAL_ERROR : SERVER_ERROR;
  exchange.notes.refused = message;
  respond(exchange, status, { jsonrpc: '2.0', error: { code, message }, id: null }, headers);
}

/**
 * Answers with JSON. A connection whose request has not been read ends with the answer: what is left of the body is not
 * the next request.
 */
export function respond(exchange: Exchange, status: number, body: object, headers: OutgoingHttpHeaders = {}): void {
  const { request, response } = exchange;
  const text = JSON.stringify(body);
  const unread = hasUnreadBody(request);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(unread && { connection: 'close' }),
    ...headers,
  });
  if (!unread) return void response.end(text);
  response.write(text);
  endAfterRest(exchange);
}

function hasUnreadBody({ complete, headers }: IncomingMessage): boolean {
  return !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0);
}

/** Closed with bytes unread, a connection is reset, and its client loses the answer that was on its way. */
function endAfterRest({ request, response }: Exchange): void {
  const end = () => response.end();
  let size = 0;
  const timer = setTimeout(end, LINGER_MS);
  request.once('end', end);
  response.once('close', () => clearTimeout(timer));
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > LINGER_BYTES) request.pause();
  });
}
