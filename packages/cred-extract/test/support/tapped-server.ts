import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A server that answers 200 to everything, and every byte that a client sent it. */
export interface TappedServer {
  readonly origin: string;
  /** What arrived since the last `forget`, after TLS. */
  received(): Buffer;
  forget(): void;
  close(): Promise<void>;
}

export interface TappedServerOptions {
  /** PEM texts: speaks TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly http2?: boolean;
  /** The body of every answer. Default: `ok`. */
  readonly answer?: (request: { readonly url: string | undefined; readonly body: string }) => string;
}

export async function startTappedServer(options: TappedServerOptions = {}): Promise<TappedServer> {
  const behind = options.http2 ? http2Server() : httpServer(options.answer ?? (() => 'ok'));
  const port = await listen(behind);
  let chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const tap = (client: Socket) => {
    const target = connect(port, '127.0.0.1');
    for (const socket of [client, target]) sockets.add(socket.on('error', () => {}));
    client.on('close', () => target.destroy());
    client.on('data', (chunk: Buffer) => chunks.push(chunk));
    client.pipe(target).pipe(client);
  };
  const front = options.tls ? createTlsServer(options.tls, tap) : createServer(tap);
  return {
    origin: `${options.tls ? 'https' : 'http'}://127.0.0.1:${await listen(front)}`,
    received: () => Buffer.concat(chunks),
    forget: () => {
      chunks = [];
    },
    close: async () => {
      for (const server of [front, behind]) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function httpServer(answer: NonNullable<TappedServerOptions['answer']>): Server {
  return createHttpServer({ keepAliveTimeout: 60_000 }, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    response.end(answer({ url: request.url, body }));
  });
}

function http2Server(): Server {
  return createHttp2Server((request, response) => {
    request.resume().on('end', () => response.end('ok'));
  }) as unknown as Server;
}

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

/**
 * How many HEADERS frames are among the bytes of an HTTP/2 client.
 * Source: https://www.rfc-editor.org/rfc/rfc9113#section-4.1, after a preface of 24 bytes.
 */
export function headersFrames(bytes: Buffer, hasPreface: boolean): number {
  let count = 0;
  for (let at = hasPreface ? 24 : 0; at + 9 <= bytes.length; at += 9 + bytes.readUIntBE(at, 3)) {
    if (bytes[at + 3] === 1) count += 1;
  }
  return count;
}
