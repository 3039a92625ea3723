import { Duplex } from 'node:stream';
import { currentContext } from '../account-context.ts';
import { refusalOf } from './refusal.ts';
import { authorizationOfList, authorizationOfObject, signaturesOf } from './signature.ts';

type Request = (this: unknown, headers?: unknown, options?: unknown) => unknown;

/**
 * Node tells of an HTTP/2 request only when it is on its way, and Node 22 not at all. So the one method that makes them is
 * wrapped, for sessions that are open already too. It throws, as for headers it does not accept.
 */
export function watchHttp2(): void {
  const prototype = sessionPrototype();
  const { request } = prototype;
  prototype.request = function checkedRequest(this: unknown, headers?: unknown, options?: unknown) {
    const error = refusalOf(signaturesOf(authorizationOf(headers), pathOf(headers)), currentContext(), checkedRequest);
    if (error) throw error;
    return request.call(this, headers, options);
  };
}

/** Node exports no class of sessions, so one is made of a connection that leads nowhere. */
function sessionPrototype(): { request: Request } {
  const { connect } = process.getBuiltinModule('node:http2');
  const nowhere = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  const session = connect('http://localhost', { createConnection: () => nowhere });
  session.on('error', () => {}).destroy();
  return Object.getPrototypeOf(session);
}

function authorizationOf(headers: unknown): unknown {
  if (Array.isArray(headers)) return authorizationOfList(headers);
  return typeof headers === 'object' && headers !== null ? authorizationOfObject(headers) : undefined;
}

function pathOf(headers: unknown): unknown {
  if (Array.isArray(headers)) return headers[headers.indexOf(':path') + 1];
  return (headers as Record<string, unknown> | undefined)?.[':path'];
}
