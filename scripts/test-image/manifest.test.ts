import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Certificates, createAuthority } from '../../packages/cred-extract/test/support/certificates.ts';
import type { RegistryAddress } from './fetch-with.ts';
import { lookUp } from './manifest.ts';

const MANIFEST = JSON.stringify({ config: { digest: 'sha256:c' }, layers: [{ size: 3_000_000 }, { size: 500_000 }] });
const DIGEST = `sha256:${createHash('sha256').update(MANIFEST).digest('hex')}`;
const CONFIG = JSON.stringify({ os: 'linux', architecture: 'arm64' });
const ANSWERS: Readonly<Record<string, string>> = {
  [`/v2/team/app/manifests/${DIGEST}`]: MANIFEST,
  '/v2/team/app/manifests/sha256:other': MANIFEST,
  '/v2/team/app/blobs/sha256:c': CONFIG,
};

let authority: Certificates;
let server: Server;
let registry: RegistryAddress;

/** A registry with TLS and a password, which has one image under two digests, one of them wrong. */
beforeAll(async () => {
  authority = createAuthority();
  const { cert, key } = authority.issue('registry', ['IP:127.0.0.1']);
  server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (request, response) => {
    const known = request.headers.authorization === `Basic ${btoa('AWS:secret')}`;
    const answer = ANSWERS[request.url ?? ''];
    response.writeHead(!known ? 401 : answer ? 200 : 404).end(answer);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  registry = { host, authorization: 'AWS:secret', certificate: readFileSync(authority.ca, 'utf8') };
});
afterAll(() => {
  server.close();
  authority.remove();
});

describe('an image in a registry', () => {
  it('is right when its bytes have the digest, and its configuration the platform', async () => {
    const stored = await lookUp(registry, { name: 'team/app', digest: DIGEST }, 'linux/arm64');
    expect(stored).toEqual({ megabytes: 3.5, problems: [] });
  });

  it('is told from one of another digest and of another platform', async () => {
    const { problems } = await lookUp(registry, { name: 'team/app', digest: 'sha256:other' }, 'linux/amd64');
    expect(problems).toEqual([
      `the registry has ${DIGEST}, and sha256:other was printed`,
      'the image is of linux/arm64, not linux/amd64',
    ]);
  });

  it('may be absent, or kept from who has no password', async () => {
    const absent = await lookUp(registry, { name: 'team/app', digest: 'sha256:absent' }, 'linux/arm64');
    expect(absent.problems).toEqual(['the registry has no sha256:absent: 404']);
    const stranger = { ...registry, authorization: 'AWS:guess' };
    const kept = await lookUp(stranger, { name: 'team/app', digest: DIGEST }, 'linux/arm64');
    expect(kept.problems).toEqual([`the registry has no ${DIGEST}: 401`]);
  });

  it('is not taken from a registry that another authority vouches for', async () => {
    const { certificate, ...rest } = registry;
    const stranger = { ...rest, certificate: '' };
    expect(certificate).toContain('BEGIN CERTIFICATE');
    await expect(lookUp(stranger, { name: 'team/app', digest: DIGEST }, 'linux/arm64')).rejects.toThrow('certificate');
  });
});
