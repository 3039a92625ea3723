import { AsyncLocalStorage } from 'node:async_hooks';
import { randomInt } from 'node:crypto';
import type { InProcessStdio } from './in-process-stdio.ts';
import {
  errorResponse,
  type JsonRpcMessage,
  type JsonRpcNotification,
  type JsonRpcRequest,
  type JsonRpcResponse,
  METHOD_NOT_FOUND,
} from './json-rpc.ts';
import { asLine, withItsToken, withOwnId } from './rewrite-message.ts';

/** Gets what the program says to one request, in that request's own ID and progress token. */
export interface Recipient {
  notify(message: JsonRpcNotification): void;
  answer(message: JsonRpcResponse, writer: Writer): void;
  /** No answer will come any more. */
  fail(reason: string): void;
}

/** In whose async context an answer was written: that of its own request, of another one, or of none. */
export type Writer = 'own' | 'other' | 'none';

export interface CallOptions {
  /** `nobody`: outside of any request, for programs that would mistake one request's context for another's. */
  readonly as: 'itself' | 'nobody';
  /** Within the call of `call` itself. Otherwise after it, each message in a task of its own. */
  readonly now?: boolean;
}

interface Call {
  readonly id: number;
  readonly request: JsonRpcRequest;
  readonly recipient: Recipient;
}

/**
 * IDs are not to be guessed: a program that prints what its callers wrote may print a line that looks like the answer to
 * somebody else's request. This is as much as `randomInt` takes.
 */
const MAX_ID = 2 ** 48 - 1;

/** The one connection of a program, which all HTTP requests share: each gets an ID of its own on it. */
export class ProgramConnection {
  readonly #stdio: InProcessStdio;
  readonly #calls = new Map<number, Call>();
  readonly #current = new AsyncLocalStorage<Call>();
  readonly #asNobody = AsyncLocalStorage.snapshot();
  #ended: string | undefined;
  #onEnd: (reason: string) => void = () => {};

  /** Resolves with the reason, when no call can be answered any more. */
  readonly ended: Promise<string>;

  constructor(stdio: InProcessStdio) {
    this.#stdio = stdio;
    this.ended = new Promise((resolve) => {
      this.#onEnd = resolve;
    });
  }

  /** Asks the program. @returns what gives the request up, and tells the program so. */
  call(request: JsonRpcRequest, recipient: Recipient, options: CallOptions): () => void {
    const call = { id: randomInt(MAX_ID), request, recipient };
    this.#calls.set(call.id, call);
    const run = () => (this.#ended === undefined ? this.#deliver(withOwnId(request, call.id)) : this.end(this.#ended));
    const inContext = () => this.#current.run(call, run);
    const start = () => (options.as === 'itself' ? inContext() : this.#asNobody(run));
    // A task of its own, so that all that one message sets off at once is done before the next one comes.
    if (options.now) start();
    else setImmediate(start);
    return () => this.#cancel(call);
  }

  notify(method: string, params?: JsonRpcNotification['params']): void {
    this.#deliverLater({ jsonrpc: '2.0', method, ...(params && { params }) });
  }

  /** Takes one message that the program has written. */
  receive(message: JsonRpcMessage): void {
    switch (message.kind) {
      case 'request':
        this.#answerProgram(message.message);
        break;
      case 'notification':
        this.#receiveNotification(message.message);
        break;
      case 'response':
        this.#receiveResponse(message.message);
        break;
    }
  }

  /** Fails every call, now and from now on. */
  end(reason: string): void {
    this.#ended = reason;
    this.#onEnd(reason);
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of calls) call.recipient.fail(reason);
  }

  /** One client stands for all the others, and nobody can ask them anything between requests. */
  #answerProgram({ id, method }: JsonRpcRequest): void {
    const message = `${method} cannot be asked of a client here: over stateless HTTP the server only answers requests.`;
    const refusal = errorResponse(id, { code: METHOD_NOT_FOUND, message });
    this.#deliverLater(method === 'ping' ? { jsonrpc: '2.0', id, result: {} } : refusal);
  }

  #receiveNotification(message: JsonRpcNotification): void {
    if (message.method !== 'notifications/progress') {
      const call = this.#current.getStore();
      if (call && this.#calls.has(call.id)) call.recipient.notify(message);
      return;
    }
    const call = this.#calls.get(message.params?.progressToken as number);
    const progress = call && withItsToken(message, call.request);
    if (progress) call.recipient.notify(progress);
  }

  #receiveResponse(message: JsonRpcResponse): void {
    const call = this.#calls.get(message.id as number);
    if (!call) return;
    this.#calls.delete(call.id);
    call.recipient.answer({ ...message, id: call.request.id }, this.#writerOf(call));
  }

  #writerOf(call: Call): Writer {
    const writer = this.#current.getStore();
    if (writer === undefined) return 'none';
    return writer === call ? 'own' : 'other';
  }

  #cancel({ id }: Call): void {
    if (!this.#calls.delete(id)) return;
    this.notify('notifications/cancelled', { requestId: id, reason: 'The client has given the request up' });
  }

  #deliverLater(message: object): void {
    this.#asNobody(setImmediate, () => this.#deliver(message));
  }

  #deliver(message: object): void {
    this.#stdio.deliver(`${asLine(message)}\n`);
  }
}
