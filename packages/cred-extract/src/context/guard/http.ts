import { subscribe } from 'node:diagnostics_channel';
import { type AccountContext, currentContext } from '../account-context.ts';
import { refusalOf } from './refusal.ts';
import { authorizationOfBlock, type Signature, signaturesOf } from './signature.ts';

/** What the guard needs of a `ClientRequest` of `node:http` and `node:https`. */
interface HttpRequest {
  readonly path: string;
  /** The first line and the headers as they go over the wire; null until they are final. */
  readonly _header?: string | null;
  getHeader(name: string): unknown;
  destroy(error: Error): unknown;
  /** Makes the headers final. Node calls it before the first byte, whichever way that byte is written. */
  _implicitHeader?(): void;
}

/** `http.client.request.created` comes since Node 22.13 in the context of the code that makes the request, before any byte. */
export function watchHttp(): void {
  subscribe('http.client.request.created', onCreated);
}

function onCreated(message: unknown): void {
  const { request } = message as { request: HttpRequest };
  const context = currentContext();
  const error = refusalOf(signatures(request), context, onCreated);
  if (error) request.destroy(error);
  else if (context && context.state.kind !== 'server' && !request._header) watchHeaders(request, context);
}

/** A program may set the header, or change the path, until the first byte is written; then maybe from another context. */
function watchHeaders(request: HttpRequest, context: AccountContext): void {
  const { _implicitHeader: finish } = request;
  if (!finish) return;
  const value = function checkedHeader() {
    const error = refusalOf(signatures(request), context, checkedHeader);
    if (error) request.destroy(error);
    finish.call(request);
  };
  Object.defineProperty(request, '_implicitHeader', { value, configurable: true, writable: true });
}

/** Headers given as an array never become properties of the request: only the final text has them. */
function signatures(request: HttpRequest): readonly Signature[] {
  const { _header: block } = request;
  return signaturesOf(block ? authorizationOfBlock(block) : request.getHeader('authorization'), request.path);
}
