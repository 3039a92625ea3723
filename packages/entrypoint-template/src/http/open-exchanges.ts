import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Exchange } from './exchange.ts';

/** The requests that are not answered yet. */
export interface OpenExchanges {
  add(exchange: Exchange): void;
  /** Whether an answer on this connection has begun. */
  hasAnswer(socket: Socket): boolean;
  /** Ends streams that the server alone would never end. */
  endStreams(): void;
  /** Resolves when there are none. */
  none(): Promise<void>;
}

export function createOpenExchanges(): OpenExchanges {
  const open = new Set<Exchange>();
  let waiting: (() => void)[] = [];

  function remove(exchange: Exchange): void {
    open.delete(exchange);
    if (open.size > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  return {
    add: (exchange) => {
      open.add(exchange);
      exchange.response.once('close', () => remove(exchange));
    },
    hasAnswer: (socket) => responsesOf(open).some((response) => response.socket === socket && response.headersSent),
    endStreams: () => {
      for (const { notes, response } of open) if (notes.stream) response.end();
    },
    none: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}

function responsesOf(open: ReadonlySet<Exchange>): ServerResponse[] {
  return [...open].map(({ response }) => response);
}
