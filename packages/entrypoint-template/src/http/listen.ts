import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServeConfigurationError } from '../errors.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** @throws ServeConfigurationError when the address cannot be listened on. */
export async function listen(server: Server, { host, port }: Address): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ServeConfigurationError(`Cannot listen on ${host}, port ${port}: ${reason(code)}.`);
  }
}

function reason(code: string | undefined): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'the port is in use';
    case 'EACCES':
      return 'the port needs more rights';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'the host is no address of this machine';
    default:
      return String(code);
  }
}

/** `http://127.0.0.1:8000` */
export function originOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
