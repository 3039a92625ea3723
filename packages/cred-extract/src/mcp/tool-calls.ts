import type { CallAudit, CallEnd } from '../access/audit/call-audit.ts';
import { type AccountContext, runInContext, UNCLAIMED } from '../context/account-context.ts';
import { type AccountContextOptions, accountsOf } from '../context/account-contexts.ts';
import { isCredentialExtractionError } from '../errors.ts';
import { isPromise } from '../maybe-promise.ts';
import { type AccountCall, auditOf, contextFor } from './account-call.ts';
import { accountErrorResult } from './error-result.ts';
import { logAccountError } from './log-error.ts';
import { cancelledRequestId, isRequest, isResponse, type Message, type RequestMessage, responseTo } from './message.ts';
import { withRefusal } from './refused-result.ts';
import { takenOver } from './run-with-request-context.ts';
import {
  type CallToolRequest,
  endOf,
  isCallToolRequest,
  isObject,
  requestWithoutTarget,
  targetOf,
} from './tool-call.ts';
import { addTargetAccountId } from './with-target-account-id.ts';

type Deliver = (message: unknown, extra?: unknown) => void;
type Send = (message: unknown, options?: unknown) => Promise<void>;
type ToolCallMessage = RequestMessage & CallToolRequest;

/** A call that has arrived and has no response yet. */
interface OpenCall {
  readonly request: ToolCallMessage;
  readonly abort: AbortController;
  audit: CallAudit | undefined;
  /** There once the call has been delivered to the server. */
  context?: AccountContext;
}

const CANCELLED: CallEnd = { outcome: 'failed', code: 'CANCELLED' };

/** Follows the requests of one transport from their arrival to their response. */
export class ToolCalls {
  readonly #send: Send;
  readonly #options: AccountContextOptions;
  /** Ids of `tools/list` requests that have no response yet. */
  readonly #listings = new Set<unknown>();
  readonly #calls = new Map<unknown, OpenCall>();
  /** An SDK calls a handler that was there before its own, which is followed as well: the same message arrives again. */
  readonly #delivered = new WeakSet<object>();

  constructor(send: Send, options: AccountContextOptions) {
    this.#send = send;
    this.#options = options;
  }

  receive(message: unknown, extra: unknown, deliver: Deliver): void {
    const cancelled = this.#calls.get(cancelledRequestId(message));
    if (cancelled) {
      this.#abandon(cancelled, CANCELLED);
      // Before its handler started: it never starts, and as for any cancelled request there is no response.
      if (!cancelled.context) return;
    }
    if (isRequest(message) && isCallToolRequest(message) && !this.#delivered.has(message)) {
      void this.#receiveCall(message, extra, deliver);
      return;
    }
    if (isRequest(message) && message.method === 'tools/list') this.#listings.add(message.id);
    deliver(message, extra);
  }

  /**
   * An outgoing message as it may be sent: with the parameter, if it answers `tools/list`; once its record is written, if it
   * answers a call and calls are recorded.
   */
  respond(message: unknown): unknown {
    if (!isResponse(message)) return message;
    if (this.#listings.delete(message.id)) return { ...message, result: addTargetAccountId(message.result) };
    const call = this.#calls.get(message.id);
    if (!call?.context) return message;
    this.#calls.delete(message.id);
    const response = withRefusal(message, call.request, call.context);
    return call.audit ? recorded(call, call.audit, response) : response;
  }

  /** Nobody is there any more to answer. */
  close(): void {
    for (const call of this.#calls.values()) this.#abandon(call, CANCELLED);
  }

  async #receiveCall(request: ToolCallMessage, extra: unknown, deliver: Deliver): Promise<void> {
    const call = this.#open(request);
    try {
      const accounts = accountsOf(this.#options);
      const arrived = takenOver(arrivedCall(call, extra));
      call.audit = auditOf(accounts, arrived);
      const found = contextFor(accounts, arrived, call.audit);
      const context = isPromise(found) ? await found : found;
      if (call.audit) await call.audit.start();
      if (call.abort.signal.aborted) return;
      call.context = context;
      const delivered = requestWithoutTarget(request);
      this.#delivered.add(delivered);
      runInContext(context, () => deliver(delivered, extra));
    } catch (error) {
      if (!call.abort.signal.aborted) await this.#refuse(call, error);
    }
  }

  #open(request: ToolCallMessage): OpenCall {
    const former = this.#calls.get(request.id);
    // The protocol forbids it, and the SDKs would mix up the two responses: the former is not waited for.
    if (former) this.#abandon(former, { outcome: 'failed', code: 'REQUEST_ID_REUSED' });
    const call = { request, abort: new AbortController(), audit: undefined };
    this.#calls.set(request.id, call);
    return call;
  }

  #abandon(call: OpenCall, end: CallEnd): void {
    this.#calls.delete(call.request.id);
    call.abort.abort();
    // There is no result to withhold, so that a record which cannot be written can only be told of.
    call.audit?.end(end).catch((error) => logAccountError(error));
  }

  async #refuse(call: OpenCall, error: unknown): Promise<void> {
    const { request } = call;
    this.#calls.delete(request.id);
    const shown = await failed(call.audit, error);
    const options = { relatedRequestId: request.id };
    if (!isCredentialExtractionError(shown)) {
      const failure = { code: -32603, message: 'The AWS account of this call could not be set up' };
      return this.#send({ jsonrpc: '2.0', id: request.id, error: failure }, options);
    }
    logAccountError(shown);
    return this.#send(responseTo(request, accountErrorResult(shown)), options);
  }
}

function arrivedCall({ request, abort }: OpenCall, extra: unknown): AccountCall {
  return {
    target: targetOf(request.params.arguments),
    tool: request.params.name,
    mcpRequestId: request.id,
    extra: isObject(extra) ? extra : {},
    request: UNCLAIMED,
    signal: abort.signal,
  };
}

/** The error that a call is answered with: of the audit, where the call's own could not be recorded. */
async function failed(audit: CallAudit | undefined, error: unknown): Promise<unknown> {
  try {
    await audit?.fail(error);
    return error;
  } catch (unavailable) {
    return unavailable;
  }
}

async function recorded({ request }: OpenCall, audit: CallAudit, response: Message): Promise<Message> {
  try {
    await audit.end(endOfResponse(response));
    return response;
  } catch (error) {
    if (!isCredentialExtractionError(error)) throw error;
    logAccountError(error);
    return responseTo(request, accountErrorResult(error));
  }
}

function endOfResponse({ error, result }: Message): CallEnd {
  return isObject(error) ? { outcome: 'tool_error', code: String(error.code) } : endOf(result);
}
