import type { ServerResponse } from 'node:http';
import { loadedLibrary, loadLibrary } from './account-library.ts';
import type { CreateServer, HttpHandler } from './mcp-sdk.ts';

/**
 * Handles every request with its context, as far as the server uses the library that looks at it. A request that names an
 * account is not handled without it: it would run as the server.
 */
export function withRequestContext(handler: HttpHandler): HttpHandler {
  const handle: HttpHandler['handle'] = async (request, response, message, context) => {
    const hasTarget = context.targetAccountId !== undefined;
    const library = hasTarget ? await loadLibrary() : loadedLibrary();
    const run = async () => {
      // The client may have gone while an account was looked up.
      if (!response.destroyed) await handler.handle(request, response, message, context);
    };
    if (library) return library.runWithRequestContext({ ...context, message }, run);
    return hasTarget ? refuse(response) : run();
  };
  return { handle, close: () => handler.close() };
}

/** Servers are made as the server itself, whichever account the request is for: they may read their own settings from AWS. */
export function madeAsServer(createServer: CreateServer): CreateServer {
  return () => loadedLibrary()?.asServer(createServer) ?? createServer();
}

const NO_LIBRARY =
  'This server cannot run calls in other AWS accounts: @mcp-multi-account/cred-extract is not installed. ' +
  'Leave the header out that names the account.';

function refuse(response: ServerResponse): void {
  const body = { jsonrpc: '2.0', error: { code: -32000, message: NO_LIBRARY }, id: null };
  response.writeHead(501, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
