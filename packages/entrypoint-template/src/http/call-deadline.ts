import type { Exchange } from './exchange.ts';
import { refuse } from './respond.ts';

/** Both SDKs' code for a request that took too long. */
const REQUEST_TIMEOUT = -32001;
const MESSAGE = 'The call took longer than this server allows';

/** Ends an answer that is not complete after `seconds`, which also aborts the tools that work on it. */
export function endWhenOverdue(exchange: Exchange, callIds: readonly (string | number)[], seconds: number): void {
  const timer = setTimeout(() => end(exchange, callIds), seconds * 1000);
  exchange.response.once('close', () => clearTimeout(timer));
}

function end(exchange: Exchange, callIds: readonly (string | number)[]): void {
  const { response } = exchange;
  exchange.notes.refused = MESSAGE;
  if (!response.headersSent) refuse(exchange, 504, MESSAGE);
  else if (response.getHeader('content-type') === 'text/event-stream') response.end(callIds.map(eventOf).join(''));
  else response.destroy();
}

function eventOf(id: string | number): string {
  const error = { jsonrpc: '2.0', id, error: { code: REQUEST_TIMEOUT, message: MESSAGE } };
  return `event: message\ndata: ${JSON.stringify(error)}\n\n`;
}
