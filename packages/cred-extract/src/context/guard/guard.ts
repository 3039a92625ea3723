import { subscribe } from 'node:diagnostics_channel';
import { AccountContextBypassError } from '../../errors.ts';
import { activeSession } from '../account-context.ts';
import { shared } from '../shared.ts';
import { ownerOf } from './issued-keys.ts';
import { signingKeyOf, signingKeyOfHeaders } from './signing-key.ts';

/** What the guard needs of a `ClientRequest` of `node:http` and `node:https`. */
interface HttpRequest {
  getHeader(name: string): unknown;
  destroy(error: Error): unknown;
}

/** What it needs of a request of `undici`, which `fetch` is made of. The handler of errors was renamed along the way. */
interface UndiciRequest {
  readonly headers?: unknown;
  onError?(error: Error): void;
  onResponseError?(error: Error): void;
}

interface Http2Stream {
  destroy(error: Error): unknown;
}

/**
 * Lets no request leave the process, inside a call for an account, that is signed with another identity's key: whichever
 * library signed it. Without it an AWS client that nobody wrapped would answer with the server's own data.
 *
 * Node publishes every request on a diagnostics channel, in the context of the code that makes it and before a byte is
 * sent: `http.client.request.created` and `undici:request:create` since 22.13, `http2.client.stream.created` since 24.
 */
export function installGuard(): void {
  const state = shared();
  if (state.guarded) return;
  state.guarded = true;
  subscribe('http.client.request.created', (message) => {
    const { request } = message as { request: HttpRequest };
    refuse(signingKeyOf(request.getHeader('authorization')), (error) => request.destroy(error));
  });
  subscribe('undici:request:create', (message) => {
    const { request } = message as { request: UndiciRequest };
    refuse(signingKeyOfHeaders(request.headers), (error) =>
      (request.onError ?? request.onResponseError)?.call(request, error),
    );
  });
  subscribe('http2.client.stream.created', (message) => {
    const { stream, headers } = message as { stream: Http2Stream; headers?: Record<string, unknown> };
    refuse(signingKeyOf(headers?.authorization), (error) => stream.destroy(error));
  });
}

function refuse(accessKeyId: string | undefined, stop: (error: Error) => void): void {
  if (accessKeyId === undefined) return;
  const error = bypassOf(accessKeyId);
  if (error) stop(error);
}

/** A channel subscriber must not throw, so a context that is not ready counts as a refusal like any other. */
function bypassOf(accessKeyId: string): Error | undefined {
  try {
    const session = activeSession();
    if (!session) return undefined;
    const owner = ownerOf(accessKeyId);
    if (owner === session.info.accountId) return undefined;
    const whose = owner ? `account ${owner}` : 'another identity';
    return new AccountContextBypassError(
      `A request of a call for AWS account ${session.info.accountId} was signed by ${whose} and has been stopped. ` +
        'Create its AWS client with perAccount(), or wrap the code in asServer() if it acts for the server itself.',
    );
  } catch (error) {
    return error as Error;
  }
}
