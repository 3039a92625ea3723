import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network between a test and a server on this machine, with the faults that networks have. */
export interface TcpProxy {
  readonly port: number;
  /** Connections there are pass nothing more and stay open, as after a failover; new ones work. */
  freeze(): void;
  /** Connections there are break, and new ones break at once, until `mend`. */
  cut(): void;
  mend(): void;
  close(): void;
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let sockets: Socket[] = [];
  let isCut = false;
  const server = createServer((client) => {
    if (isCut) return client.resetAndDestroy();
    const target = connect(targetPort, '127.0.0.1');
    for (const socket of [client, target]) socket.on('error', () => {});
    client.pipe(target).pipe(client);
    sockets.push(client, target);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
    sockets = [];
  };
  return {
    port: (server.address() as AddressInfo).port,
    freeze: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    cut: () => {
      isCut = true;
      breakAll();
    },
    mend: () => {
      isCut = false;
    },
    close: () => {
      server.close();
      breakAll();
    },
  };
}
