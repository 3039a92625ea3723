import { isAllowed } from './allowed-names.ts';
import { answerMcp } from './answer-mcp.ts';
import type { Exchange } from './exchange.ts';
import { refuse, respond } from './respond.ts';
import type { Service } from './service.ts';

export const MCP_PATH = '/mcp';

/** Answers one HTTP request: health on three paths, readiness on one, MCP on one, 404 elsewhere. */
export async function answer(service: Service, exchange: Exchange): Promise<void> {
  const path = exchange.request.url?.split('?', 1)[0] ?? '';
  switch (path) {
    case '/ping':
    case '/health':
    case '/healthz':
      return answerHealth(service, exchange);
    case '/ready':
      return answerReadiness(service, exchange);
    case MCP_PATH:
    case `${MCP_PATH}/`:
      return answerAllowed(service, exchange);
    default:
      return answerElsewhere(service, exchange, path);
  }
}

function answerElsewhere(service: Service, exchange: Exchange, path: string): void {
  const resource = service.protectedResourceAt(path);
  if (resource) respond(exchange, 200, resource);
  else refuse(exchange, 404, 'Not found');
}

/**
 * The shape of AgentCore's health check. The time is that of the last change, as in its own SDKs: with none, or with
 * always the present one, an idle session would be ended too early or never.
 */
function answerHealth({ calls }: Service, exchange: Exchange): void {
  const { busy, since } = calls.activity();
  exchange.notes.health = true;
  respond(exchange, 200, { status: busy ? 'HealthyBusy' : 'Healthy', time_of_last_update: since });
}

/** Why the server is not ready is for the log: a probe is not authenticated. */
async function answerReadiness(service: Service, exchange: Exchange): Promise<void> {
  exchange.notes.health = true;
  const ready = await service.isReady();
  respond(exchange, ready ? 200 : 503, { status: ready ? 'Ready' : 'NotReady' });
}

/** Without sessions there is nothing to GET (a stream) or to DELETE (a session). */
async function answerAllowed(service: Service, exchange: Exchange): Promise<void> {
  const { headers, method } = exchange.request;
  if (!isAllowed(service.names, service.onLoopback, headers)) {
    return refuse(exchange, 403, 'This host or origin is not allowed');
  }
  if (method !== 'POST') return refuse(exchange, 405, 'Method not allowed', { allow: 'POST' });
  return answerMcp(service, exchange);
}
