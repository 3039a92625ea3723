import type { ServerResponse } from 'node:http';
import type { JsonRpcNotification, JsonRpcResponse } from './json-rpc.ts';

/** The two forms of an answer over streamable HTTP: https://modelcontextprotocol.io/specification/2025-11-25/basic/transports */
export interface Accepts {
  readonly json: boolean;
  readonly events: boolean;
}

/** What an `Accept` header takes. Without one, everything. */
export function readAccept(accept = '*/*'): Accepts {
  const any = accept.includes('*/*');
  return {
    json: any || accept.includes('application/json') || accept.includes('application/*'),
    events: any || accept.includes('text/event-stream') || accept.includes('text/*'),
  };
}

/**
 * The answers to one POST: as JSON while there is nothing else to tell, as a stream of events from the first
 * notification on, where the client takes one.
 */
export class HttpExchange {
  readonly #response: ServerResponse;
  readonly #accepts: Accepts;
  readonly #asArray: boolean;
  readonly #answers: JsonRpcResponse[] = [];
  #open: number;
  #status = 200;

  /** @param asArray for a batch. */
  constructor(response: ServerResponse, accepts: Accepts, expected: number, asArray: boolean) {
    this.#response = response;
    this.#accepts = accepts;
    this.#open = expected;
    this.#asArray = asArray;
  }

  notify(message: JsonRpcNotification): void {
    if (!this.#accepts.events || this.#isOver()) return;
    this.#writeAnswers();
    this.#writeEvent(message);
  }

  /** @param status of the HTTP answer, as far as it is still to be told. */
  answer(message: JsonRpcResponse, status = 200): void {
    if (this.#isOver()) return;
    this.#answers.push(message);
    this.#open -= 1;
    this.#status = Math.max(this.#status, status);
    if (this.#response.headersSent || !this.#accepts.json) this.#writeAnswers();
    if (this.#open === 0) this.#end();
  }

  /** The client has gone, or a deadline has ended the answer. */
  #isOver(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  #writeAnswers(): void {
    for (const answer of this.#answers.splice(0)) this.#writeEvent(answer);
  }

  #writeEvent(message: JsonRpcNotification | JsonRpcResponse): void {
    if (!this.#response.headersSent) {
      this.#response.writeHead(this.#status, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    }
    this.#response.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`);
  }

  #end(): void {
    if (this.#response.headersSent) return void this.#response.end();
    const text = JSON.stringify(this.#asArray ? this.#answers : this.#answers[0]);
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    this.#response.writeHead(this.#status, headers).end(text);
  }
}
