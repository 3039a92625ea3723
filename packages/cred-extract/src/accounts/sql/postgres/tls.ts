import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import { ConfigurationError } from '../../../errors.ts';
import type { TlsRequest } from '../../postgres-url.ts';

/** Where the container image of this project keeps https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem */
const IMAGE_BUNDLE = '/app/rds-global-bundle.pem';

/** The names of RDS and Aurora, whose authorities no system knows and which all offer TLS. */
const RDS = /\.rds\.amazonaws\.com(?:\.cn)?$/i;

/**
 * What the driver needs for TLS; false for none. Without a request, a server of RDS or one whose authority is named is
 * verified, and any other is talked to in the clear, as PostgreSQL's drivers do.
 *
 * @throws ConfigurationError when a file cannot be read.
 */
export async function tlsOptions(
  tls: TlsRequest,
  host: string | undefined,
  imageBundle = IMAGE_BUNDLE,
): Promise<false | ConnectionOptions> {
  const isRds = host !== undefined && RDS.test(host);
  const mode = tls.mode ?? (isRds || tls.caFile ? 'verify-full' : 'disable');
  if (mode === 'disable' || host?.startsWith('/')) return false;
  const client = await clientCertificate(tls);
  if (mode === 'no-verify') return { ...client, rejectUnauthorized: false };
  const ca = await authorities(tls, isRds, imageBundle);
  return { ...client, rejectUnauthorized: true, ...(ca && { ca }) };
}

/** Undefined means those that Node.js trusts, `NODE_EXTRA_CA_CERTS` included. libpq calls them `system`. */
async function authorities(tls: TlsRequest, isRds: boolean, imageBundle: string): Promise<string | undefined> {
  if (tls.caFile === 'system') return undefined;
  if (tls.caFile) return pem(tls.caFile, 'DATABASE_CA_BUNDLE (or sslrootcert)');
  return isRds ? readFile(imageBundle, 'utf8').catch(() => undefined) : undefined;
}

async function clientCertificate({ certFile, keyFile }: TlsRequest): Promise<ConnectionOptions> {
  return {
    ...(certFile && { cert: await pem(certFile, 'sslcert') }),
    ...(keyFile && { key: await pem(keyFile, 'sslkey') }),
  };
}

async function pem(path: string, setting: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new ConfigurationError(`${setting} names a file that cannot be read.`, { cause });
  });
  // Without this, a wrong file would trust nobody, and look like a wrong server.
  if (!text.includes('-----BEGIN ')) throw new ConfigurationError(`${setting} must name a PEM file.`);
  return text;
}
