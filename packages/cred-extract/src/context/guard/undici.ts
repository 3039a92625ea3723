import { subscribe } from 'node:diagnostics_channel';
import { currentContext } from '../account-context.ts';
import { refusalOf } from './refusal.ts';
import { authorizationOfBlock, authorizationOfList, signaturesOf } from './signature.ts';

/** A request of `undici`, which `fetch` and `WebSocket` are made of. Versions differ in the form of headers and in names. */
interface UndiciRequest {
  readonly path?: unknown;
  readonly headers?: unknown;
  onError?(error: Error): void;
  onResponseError?(error: Error): void;
}

/** Every copy of undici, Node's own included, publishes here in the context of the code that makes the request. */
export function watchUndici(): void {
  subscribe('undici:request:create', onCreate);
}

function onCreate(message: unknown): void {
  const { request } = message as { request: UndiciRequest };
  const signatures = signaturesOf(authorizationOf(request.headers), request.path);
  const error = refusalOf(signatures, currentContext(), onCreate);
  if (error) (request.onError ?? request.onResponseError)?.call(request, error);
}

/** A flat list of names and values or, in undici 5, one block of text. */
function authorizationOf(headers: unknown): unknown {
  if (typeof headers === 'string') return authorizationOfBlock(headers);
  return Array.isArray(headers) ? authorizationOfList(headers) : undefined;
}
