import type { ClientConfig } from 'pg';
import type { PostgresServer } from '../../postgres-url.ts';
import { tlsOptions } from './tls.ts';

/** A server in the driver's terms: in parts, because in a URL `sslmode` would stand before `ssl`. */
export async function clientConfig({ parameters, tls, ...address }: PostgresServer): Promise<ClientConfig> {
  return { ...parameters, ...address, ssl: await tlsOptions(tls, address.host) };
}
