import type { ServerResponse } from 'node:http';

/** JSON-RPC error codes: https://www.jsonrpc.org/specification#error_object */
const PARSE_ERROR = -32700;
const INTERNAL_ERROR = -32603;
const SERVER_ERROR = -32000;

export function respondHealthy(response: ServerResponse): void {
  respond(response, 200, { status: 'ok' });
}

/** Answers with a JSON-RPC error that belongs to no request, as both SDKs do. */
export function respondError(response: ServerResponse, status: number, message: string): void {
  const code = status === 400 ? PARSE_ERROR : status === 500 ? INTERNAL_ERROR : SERVER_ERROR;
  respond(response, status, { jsonrpc: '2.0', error: { code, message }, id: null });
}

function respond(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
