import type { IncomingMessage } from 'node:http';
import type { AuthInfo } from '../identity/auth-info.ts';

/** The request with the property from which both SDKs take the caller, as they do from middleware of web frameworks. */
export function withAuth(request: IncomingMessage, authInfo: AuthInfo | undefined): IncomingMessage {
  return Object.assign(request, { auth: authInfo });
}
