import http from 'node:http';
import type http2 from 'node:http2';
import https from 'node:https';
import { Readable } from 'node:stream';

/** A program's own way to send a request that it has signed itself. Settles when the answer, or the failure, is there. */
export type Send = (origin: string, authorization: string) => Promise<unknown>;

/** Agents that live as long as the process, as in a program: the sockets of one call serve the next. */
const agent = new http.Agent({ keepAlive: true });
const tlsAgent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });

/** `node:http`, with all the ways to give a header and a body. */
function request(
  origin: string,
  options: http.RequestOptions,
  write: (request: http.ClientRequest) => unknown,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const isTls = origin.startsWith('https');
    const created = (isTls ? https : http).request(
      origin,
      { agent: isTls ? tlsAgent : agent, method: 'PUT', path: '/bucket/key', ...options },
      (response) => response.resume().on('end', resolve).on('error', reject),
    );
    created.on('error', reject);
    write(created);
  });
}

const parts = () => Readable.from(['part one', 'part two']);

export const OVER_HTTP: Readonly<Record<string, Send>> = {
  'http.request': (origin, authorization) => request(origin, { headers: { authorization } }, (out) => out.end('x')),
  'http.get': (origin, authorization) =>
    new Promise((resolve, reject) => {
      http.get(origin, { headers: { Authorization: authorization } }, resolve).on('error', reject);
    }),
  'http.request without an agent': (origin, authorization) =>
    request(origin, { agent: false, headers: { authorization } }, (out) => out.end()),
  'a header set after creation': (origin, authorization) =>
    request(origin, {}, (out) => out.setHeader('Authorization', authorization).end('x')),
  'headers set after creation': (origin, authorization) =>
    request(origin, {}, (out) => out.setHeaders(new Map([['authorization', authorization]])).end('x')),
  'a header appended': (origin, authorization) =>
    request(origin, {}, (out) => out.appendHeader('authorization', authorization).end('x')),
  'a header set later, from a callback': (origin, authorization) =>
    request(origin, {}, (out) => setTimeout(() => out.setHeader('authorization', authorization).end('x'), 5)),
  'a header changed after creation': (origin, authorization) =>
    request(origin, { headers: { authorization: 'Bearer x' } }, (out) =>
      out.setHeader('authorization', authorization).end('x'),
    ),
  'a header with a list of values': (origin, authorization) =>
    request(origin, { headers: { authorization: [authorization] as never } }, (out) => out.end('x')),
  'headers as a list': (origin, authorization) =>
    request(origin, { headers: ['Host', 'x', 'Authorization', authorization] }, (out) => out.end('x')),
  'headers as a list of pairs': (origin, authorization) =>
    request(
      origin,
      {
        headers: [
          ['Host', 'x'],
          ['AUTHORIZATION', authorization],
        ] as never,
      },
      (out) => out.end('x'),
    ),
  'headers flushed before the body': (origin, authorization) =>
    request(origin, { headers: { authorization } }, (out) => {
      out.flushHeaders();
      out.write('x');
      setTimeout(() => out.end(), 5);
    }),
  'a header set, and flushed': (origin, authorization) =>
    request(origin, {}, (out) => {
      out.setHeader('authorization', authorization);
      out.flushHeaders();
      setTimeout(() => out.end('x'), 5);
    }),
  'a streamed body': (origin, authorization) =>
    request(origin, { headers: { authorization } }, (out) => parts().pipe(out)),
  'a streamed body, and a header set after creation': (origin, authorization) =>
    request(origin, {}, (out) => parts().pipe(out.setHeader('authorization', authorization) as http.ClientRequest)),
  'a chunked body': (origin, authorization) =>
    request(origin, { headers: { authorization, 'transfer-encoding': 'chunked' } }, (out) => {
      out.write('one');
      out.end('two');
    }),
  'Expect: 100-continue': (origin, authorization) =>
    request(origin, { headers: { authorization, expect: '100-continue' } }, (out) =>
      out.on('continue', () => out.end('x')),
    ),
  'a corked request': (origin, authorization) =>
    request(origin, {}, (out) => {
      out.cork();
      out.setHeader('authorization', authorization);
      out.write('x');
      out.uncork();
      out.end();
    }),
  'an upgrade to a WebSocket': (origin, authorization) =>
    request(
      origin,
      { agent: false, headers: { authorization, connection: 'Upgrade', upgrade: 'websocket' }, method: 'GET' },
      (out) => out.end(),
    ),
};

export const OVER_FETCH: Readonly<Record<string, Send>> = {
  fetch: async (origin, authorization) => (await fetch(origin, { headers: { authorization } })).text(),
  'fetch with a Headers object': async (origin, authorization) =>
    (await fetch(origin, { method: 'POST', headers: new Headers({ Authorization: authorization }), body: 'x' })).text(),
  'fetch with a Request': async (origin, authorization) =>
    (await fetch(new Request(origin, { headers: [['Authorization', authorization]] }))).text(),
  'fetch with a streamed body': async (origin, authorization) => {
    const init = { method: 'PUT', headers: { authorization }, body: Readable.toWeb(parts()), duplex: 'half' };
    return (await fetch(origin, init as RequestInit)).text();
  },
};

export const OVER_HTTP2: Readonly<
  Record<string, (session: http2.ClientHttp2Session, key: string) => Promise<unknown>>
> = {
  'a request': (session, authorization) => answerOf(session, { ':path': '/', authorization }),
  'a request with capitals': (session, authorization) =>
    answerOf(session, { ':path': '/', Authorization: authorization }),
  'a streamed request': (session, authorization) =>
    answerOf(session, { ':path': '/', ':method': 'POST', authorization }, (stream) => parts().pipe(stream)),
};

function answerOf(
  session: http2.ClientHttp2Session,
  headers: http2.OutgoingHttpHeaders,
  write: (stream: http2.ClientHttp2Stream) => unknown = (stream) => stream.end(),
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const stream = session.request(headers);
    stream.on('error', reject).on('end', resolve).resume();
    write(stream);
  });
}
