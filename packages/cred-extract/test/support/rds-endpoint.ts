import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { verify } from '../../src/testing/signature/verify.ts';

/** An endpoint of RDS with IAM authentication before a PostgreSQL that trusts it. */
export interface RdsEndpoint {
  readonly port: number;
  /** The tokens that clients brought, accepted or not. */
  readonly tokens: readonly string[];
  close(): void;
}

export interface RdsEndpointOptions {
  /** The port of the PostgreSQL behind it. */
  readonly behind: number;
  readonly tls: { readonly cert: string; readonly key: string };
  /** Whose signature counts, by access key ID. */
  readonly keys: Readonly<Record<string, { readonly secretAccessKey: string }>>;
}

const HOST = '127.0.0.1';

/**
 * Speaks PostgreSQL's protocol as far as the password (https://www.postgresql.org/docs/current/protocol-flow.html): TLS is
 * demanded, the token is a request that must be signed, fresh and for this user, and the rest is passed on.
 */
export async function startRdsEndpoint({ behind, tls, keys }: RdsEndpointOptions): Promise<RdsEndpoint> {
  const tokens: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((raw) => {
    sockets.push(raw);
    raw.on('error', () => {});
    serve(raw).catch(() => raw.destroy());
  }).listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function serve(raw: Socket): Promise<void> {
    await once(raw, 'readable');
    raw.read(8);
    raw.write('S');
    const socket = new TLSSocket(raw, { isServer: true, cert: readFileSync(tls.cert), key: readFileSync(tls.key) });
    socket.on('error', () => {});
    const startup = await message(socket);
    socket.write(Buffer.of(0x52, 0, 0, 0, 8, 0, 0, 0, 3));
    const token = (await message(socket)).subarray(5, -1).toString();
    tokens.push(token);
    const user = /\0?user\0([^\0]*)\0/.exec(startup.toString('latin1'))?.[1];
    if (!isAccepted(token, user)) return void socket.end(refusal());
    const target = connect(behind, HOST);
    target.on('error', () => {});
    target.write(startup);
    socket.pipe(target).pipe(socket);
    sockets.push(target);
  }

  function isAccepted(token: string, user: string | undefined): boolean {
    const url = new URL(`https://${token}`);
    const query = [...url.searchParams];
    const request = { method: 'GET', path: url.pathname, query, headers: { host: url.host }, body: Buffer.alloc(0) };
    const { verdict, claim } = verify(request, (id) => keys[id], new Date());
    const names = url.searchParams.get('Action') === 'connect' && url.searchParams.get('DBUser') === user;
    return verdict === 'accepted' && claim?.service === 'rds-db' && url.host === `${HOST}:${port}` && names;
  }

  return {
    port,
    tokens,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** The next message of the client, which sends one and waits. */
async function message(socket: Socket): Promise<Buffer> {
  for (;;) {
    const chunk = socket.read() as Buffer | null;
    if (chunk) return chunk;
    await once(socket, 'readable');
  }
}

/** What RDS answers to a token that it does not take. */
function refusal(): Buffer {
  const fields = ['SFATAL', 'VFATAL', 'C28000', 'MPAM authentication failed for user', ''].join('\0');
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + Buffer.byteLength(fields) + 1);
  return Buffer.concat([Buffer.from('E'), length, Buffer.from(`${fields}\0`)]);
}
