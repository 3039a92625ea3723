import type { Identity, Refusal } from '../identity/verdict.ts';
import { endWhenOverdue } from './call-deadline.ts';
import type { Admission } from './call-slots.ts';
import type { Exchange } from './exchange.ts';
import { callIdsOf, isListening, isMessageOrBatch, namesOf, pingIdOf, withoutNullParams } from './message.ts';
import { declaredBytes, readJson } from './read-json.ts';
import { refuse, respond } from './respond.ts';
import type { Service } from './service.ts';

/** Answers one POST: a `ping` at once, anything else by the server, for a caller who is known and if there is room. */
export async function answerMcp(service: Service, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const { bodyBytes } = service.limits;
  if (!isJson(request.headers['content-type'])) return refuse(exchange, 415, 'The body must be application/json');
  if (isCompressed(request.headers['content-encoding'])) {
    return refuse(exchange, 415, 'The body must not be compressed', { 'accept-encoding': 'identity' });
  }
  if (declaredBytes(request) > bodyBytes) return refuseSize(exchange, bodyBytes);
  if (request.headers.expect !== undefined) response.writeContinue();
  const admission = service.calls.admission();
  response.once('close', admission.release);
  const identify = once(() => service.identify(request.headersDistinct));
  const isKnown = async () => (await identify()).kind !== 'refused';
  const admit = async (bytes: number) => (await isKnown()) && admission.hold(1) && admission.keep(bytes);
  const body = await readJson(request, { bytes: bodyBytes, admit });
  switch (body.kind) {
    case 'json':
      return answerMessage(service, exchange, { admission, identify }, withoutNullParams(body.value));
    case 'not-json':
      return refuse(exchange, 400, 'Parse error: the body is not JSON');
    case 'too-deep':
      return refuse(exchange, 400, 'Parse error: the body is nested too deep');
    case 'too-large':
      return refuseSize(exchange, bodyBytes);
    case 'not-admitted':
      return refuseAdmission(exchange, await identify());
  }
}

interface Caller {
  readonly admission: Admission;
  identify(): Promise<Identity>;
}

function once<T>(fn: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= fn());
}

/** A request without the header is left to the SDKs, which refuse it, but for a `ping`. */
function isJson(contentType: string | undefined): boolean {
  return contentType === undefined || /^application\/json\s*(?:;|$)/i.test(contentType.trim());
}

function isCompressed(encoding: string | undefined): boolean {
  return encoding !== undefined && encoding.trim().toLowerCase() !== 'identity';
}

/** The `ping` of AgentCore comes without a token and without the `Accept` that the SDKs ask for. */
async function answerMessage(service: Service, exchange: Exchange, caller: Caller, body: unknown): Promise<void> {
  const { request, response, requestId } = exchange;
  if (!isMessageOrBatch(body)) return refuse(exchange, 400, 'Invalid request: the body is no JSON-RPC message');
  const pingId = pingIdOf(body);
  if (pingId !== undefined) {
    exchange.notes.health = true;
    return respond(exchange, 200, { jsonrpc: '2.0', id: pingId, result: {} });
  }
  Object.assign(exchange.notes, namesOf(body));
  const identity = await caller.identify();
  const callIds = callIdsOf(body);
  if (identity.kind === 'refused' || !caller.admission.hold(callIds.length)) return refuseAdmission(exchange, identity);
  if (isListening(body)) exchange.notes.stream = true;
  else endWhenOverdue(exchange, callIds, service.limits.callSeconds);
  const { kind: _kind, ...known } = identity;
  await service.handler.handle(request, response, body, { requestId, ...known });
}

function refuseAdmission(exchange: Exchange, identity: Identity): void {
  if (identity.kind === 'refused') refuseCaller(exchange, identity);
  else refuseBusy(exchange);
}

function refuseCaller(exchange: Exchange, { status, message, wwwAuthenticate, detail }: Refusal): void {
  if (detail !== undefined) exchange.log.error(message, { detail });
  refuse(exchange, status, message, wwwAuthenticate === undefined ? {} : { 'www-authenticate': wwwAuthenticate });
}

function refuseSize(exchange: Exchange, bytes: number): void {
  refuse(exchange, 413, `The body is larger than ${bytes} bytes`, { connection: 'close' });
}

/** Calls end by the second. */
function refuseBusy(exchange: Exchange): void {
  refuse(exchange, 503, 'The server has as many calls as it takes at once', { 'retry-after': '1' });
}
