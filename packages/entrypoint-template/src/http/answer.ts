import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpHandler } from '../sdk/mcp-sdk.ts';
import { comesFromLoopback } from './loopback.ts';
import { readJson } from './read-json.ts';
import { respondError, respondHealthy } from './respond.ts';

export const MCP_PATH = '/mcp';

const HEALTH_PATHS = new Set(['/ping', '/health', '/healthz']);

export interface HttpRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers one HTTP request: health on three paths, MCP on one, 404 elsewhere. */
export async function answer(handler: HttpHandler, onLoopback: boolean, exchange: HttpRequest): Promise<void> {
  const path = exchange.request.url?.split('?', 1)[0] ?? '';
  if (HEALTH_PATHS.has(path)) return respondHealthy(exchange.response);
  if (path !== MCP_PATH && path !== `${MCP_PATH}/`) return respondError(exchange.response, 404, 'Not found');
  if (onLoopback && !comesFromLoopback(exchange.request.headers)) {
    return respondError(exchange.response, 403, 'This server answers local programs only');
  }
  return answerMcp(handler, exchange);
}

/** Without sessions there is nothing to GET (a stream) or to DELETE (a session). */
async function answerMcp(handler: HttpHandler, { request, response }: HttpRequest): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    return respondError(response, 405, 'Method not allowed');
  }
  const body = await readJson(request);
  switch (body.kind) {
    case 'json':
      return handler.handle(request, response, body.value, { requestId: randomUUID() });
    case 'not-json':
      return respondError(response, 400, 'Parse error: the body is not JSON');
    case 'too-large':
      response.setHeader('connection', 'close');
      return respondError(response, 413, 'The body is larger than 4 MiB');
  }
}
