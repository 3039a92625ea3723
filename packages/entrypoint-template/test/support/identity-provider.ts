import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** An OpenID provider on loopback, with keys that can be rotated and an endpoint that can fail. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** How often each path was asked for. */
  readonly asked: Record<string, number>;
  /** What every request is answered with; undefined answers as it should. */
  failure: ((response: ServerResponse) => void) | undefined;
  /** The signing key, which is published under its `kid`. */
  readonly current: () => { readonly kid: string; readonly privateKey: CryptoKey; readonly jwk: JWK };
  /** Signs with a new key from now on; the former is withdrawn. */
  rotate(): Promise<void>;
  /** A token that is as it should be, but for what is given. */
  token(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

export const AUDIENCE = 'https://mcp.example/mcp';

export async function startIdentityProvider(): Promise<IdentityProvider> {
  let current = await createKey(1);
  let made = 1;
  const asked: Record<string, number> = {};
  const server = createServer((request, response) => {
    asked[request.url ?? ''] = (asked[request.url ?? ''] ?? 0) + 1;
    if (provider.failure) return provider.failure(response);
    answer(request, response);
  });
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const documents: Record<string, object> = {
      '/.well-known/openid-configuration': { issuer: provider.issuer, jwks_uri: provider.jwksUrl },
      '/keys': { keys: [current.jwk] },
    };
    const document = documents[request.url ?? ''];
    if (document) response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
    else response.writeHead(404).end();
  };
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: IdentityProvider = {
    issuer,
    jwksUrl: `${issuer}/keys`,
    asked,
    failure: undefined,
    current: () => current,
    rotate: async () => {
      made += 1;
      current = await createKey(made);
    },
    token: (claims = {}, header = {}) => {
      const payload = { iss: issuer, aud: AUDIENCE, sub: 'ann', exp: inSeconds(300), ...claims };
      const present = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
      const signer = new SignJWT(present as JWTPayload);
      return signer.setProtectedHeader({ alg: 'ES256', kid: current.kid, ...header }).sign(current.privateKey);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return provider;
}

export const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

async function createKey(number: number) {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const kid = `key-${number}`;
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}
