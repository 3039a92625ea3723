import type { IncomingMessage, ServerResponse } from 'node:http';

export interface HttpRequest {
  readonly method: string;
  /** As sent: still percent-encoded, without the query. */
  readonly path: string;
  /** Decoded pairs, in the order sent. */
  readonly query: ReadonlyArray<readonly [name: string, value: string]>;
  /** Lower-case names. Values of a repeated header are joined by commas, as SigV4 wants them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? [] : parseQuery(target.slice(mark + 1)),
    headers: joinHeaders(incoming.rawHeaders),
    body: await readBody(incoming),
  };
}

export function writeReply(response: ServerResponse, method: string, reply: HttpReply): void {
  // A HEAD answer states the length of the body that it leaves out; 204 has none: RFC 9110, 8.6.
  const length = reply.status === 204 ? {} : { 'content-length': Buffer.byteLength(reply.body) };
  response.writeHead(reply.status, { ...length, ...reply.headers });
  response.end(method === 'HEAD' ? undefined : reply.body);
}

export function queryValue(request: HttpRequest, name: string): string | undefined {
  return request.query.find(([key]) => key === name)?.[1];
}

function parseQuery(text: string): Array<readonly [string, string]> {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const mark = part.indexOf('=');
      return mark === -1 ? [decode(part), ''] : [decode(part.slice(0, mark)), decode(part.slice(mark + 1))];
    });
}

/** A malformed escape stays as it is: the signature over it will not fit, which is the right refusal. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `IncomingMessage.headers` drops some repeated headers and joins others by `, `; SigV4 joins all by `,`. */
function joinHeaders(raw: readonly string[]): Record<string, string> {
  // Without a prototype, so that a header called `constructor` is not taken for one that came before.
  const headers: Record<string, string> = Object.create(null);
  for (let i = 0; i < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    const value = raw[i + 1] ?? '';
    headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  return headers;
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
