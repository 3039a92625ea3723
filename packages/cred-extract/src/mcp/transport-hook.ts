import { runInContext, UNCLAIMED } from '../context/account-context.ts';
import {
  type AccountContextOptions,
  accountContext,
  accountSession,
  serverContext,
} from '../context/account-contexts.ts';
import { isCredentialExtractionError } from '../errors.ts';
import { accountErrorResult } from './error-result.ts';
import { logAccountError } from './log-error.ts';
import {
  cancelledRequestId,
  isRequest,
  type Message,
  type RequestMessage,
  responseTo,
  type Transport,
} from './message.ts';
import { type CallToolRequest, isCallToolRequest, requestWithoutTarget, targetOf } from './tool-call.ts';
import { addTargetAccountId } from './with-target-account-id.ts';

type Deliver = (message: unknown, extra?: unknown) => void;
type Send = (message: unknown, options?: unknown) => Promise<void>;

const hooked = new WeakSet<object>();

/**
 * Gives every tool behind a transport the parameter, and every tool call its account, whatever registered the tool. The
 * transport is changed in place, so that it stays an instance of its class.
 */
export function hookTransport(transport: Transport, options: AccountContextOptions): void {
  if (hooked.has(transport)) return;
  hooked.add(transport);
  const send = transport.send.bind(transport) as Send;
  const calls = new ToolCalls(send, options);
  wrapOnMessage(transport, (deliver) => (message, extra) => calls.receive(message, extra, deliver));
  transport.send = ((message: unknown, sendOptions?: unknown) =>
    send(calls.respond(message), sendOptions)) as Transport['send'];
}

/** Follows the requests of one transport from their arrival to their response. */
class ToolCalls {
  readonly #send: Send;
  readonly #options: AccountContextOptions;
  /** Ids of `tools/list` requests that have no response yet. */
  readonly #listings = new Set<unknown>();
  /** Ids of tool calls whose account is being looked up. */
  readonly #waiting = new Set<unknown>();

  constructor(send: Send, options: AccountContextOptions) {
    this.#send = send;
    this.#options = options;
  }

  receive(message: unknown, extra: unknown, deliver: Deliver): void {
    // Cancelled before its handler started: it never starts, and as for any cancelled request there is no response.
    if (this.#waiting.delete(cancelledRequestId(message))) return;
    if (isRequest(message) && isCallToolRequest(message)) {
      this.#receiveCall(message, extra, deliver);
      return;
    }
    if (isRequest(message) && message.method === 'tools/list') this.#listings.add(message.id);
    deliver(message, extra);
  }

  #receiveCall(request: RequestMessage & CallToolRequest, extra: unknown, deliver: Deliver): void {
    const target = targetOf(request.params.arguments);
    const stripped = requestWithoutTarget(request);
    if (target === undefined) runInContext(serverContext(UNCLAIMED), () => deliver(stripped, extra));
    else void this.#deliverAs(target, stripped, extra, deliver);
  }

  /** An outgoing message, with the parameter added if it answers `tools/list`. */
  respond(message: unknown): unknown {
    const { id, result } = message as Message;
    if (result === undefined || !this.#listings.delete(id)) return message;
    return { ...(message as Message), result: addTargetAccountId(result) };
  }

  async #deliverAs(target: unknown, request: RequestMessage, extra: unknown, deliver: Deliver): Promise<void> {
    this.#waiting.add(request.id);
    try {
      const session = await accountSession(target, this.#options);
      if (!this.#waiting.delete(request.id)) return;
      runInContext(accountContext(session, UNCLAIMED), () => deliver(request, extra));
    } catch (error) {
      if (this.#waiting.delete(request.id)) await this.#refuse(request, error);
    }
  }

  async #refuse(request: RequestMessage, error: unknown): Promise<void> {
    const options = { relatedRequestId: request.id };
    if (!isCredentialExtractionError(error)) {
      const failure = { code: -32603, message: 'The AWS account of this call could not be set up' };
      return this.#send({ jsonrpc: '2.0', id: request.id, error: failure }, options);
    }
    logAccountError(error);
    return this.#send(responseTo(request, accountErrorResult(error)), options);
  }
}

/**
 * Puts `wrap` around whatever the SDK assigns to `transport.onmessage`, now or later. Some transports have a plain
 * property there, others an accessor on their class that passes the handler on.
 */
function wrapOnMessage(transport: Transport, wrap: (deliver: Deliver) => Deliver): void {
  const inherited = inheritedAccessor(transport);
  let own: unknown = inherited ? undefined : transport.onmessage;
  const assign = (handler: unknown) => {
    const wrapped = typeof handler === 'function' ? wrap(handler.bind(transport) as Deliver) : handler;
    if (inherited) inherited.set?.call(transport, wrapped);
    else own = wrapped;
  };
  const present = transport.onmessage;
  Object.defineProperty(transport, 'onmessage', {
    configurable: true,
    enumerable: true,
    get: () => (inherited ? inherited.get?.call(transport) : own),
    set: assign,
  });
  if (present) assign(present);
}

function inheritedAccessor(transport: object): PropertyDescriptor | undefined {
  for (let type = Object.getPrototypeOf(transport); type; type = Object.getPrototypeOf(type)) {
    const descriptor = Object.getOwnPropertyDescriptor(type, 'onmessage');
    if (descriptor) return descriptor.set ? descriptor : undefined;
  }
  return undefined;
}
