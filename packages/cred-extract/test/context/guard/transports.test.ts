import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInContext } from '../../../src/context/account-context.ts';
import { accountContext } from '../../../src/context/account-contexts.ts';
import { installGuard } from '../../../src/context/guard/guard.ts';
import { AccountContextBypassError, asServer } from '../../../src/index.ts';
import { createAuthority } from '../../support/certificates.ts';
import { fakeSession, sleep } from '../../support/fake-accounts.ts';
import { headersFrames, startTappedServer, type TappedServer } from '../../support/tapped-server.ts';
import { OVER_FETCH, OVER_HTTP, OVER_HTTP2 } from './signed-requests.ts';

const TARGET = fakeSession('111111111111');
let plain: TappedServer;
let secure: TappedServer;

beforeAll(async () => {
  const authority = createAuthority();
  const { cert, key } = authority.issue('server', ['IP:127.0.0.1']);
  secure = await startTappedServer({ tls: { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') } });
  authority.remove();
  plain = await startTappedServer();
  installGuard();
});
afterAll(() => Promise.all([plain.close(), secure.close()]));

const signedBy = (accessKeyId: string) =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
const OWN = signedBy('AKIA111111111111');
const FOREIGN = signedBy('AKIASERVER');
const inTarget = <T>(fn: () => T): T => runInContext(accountContext(TARGET), fn);

/** The guard's error, itself or as the cause that `fetch` gives it; anything else as it is. */
async function refusalOf(send: () => Promise<unknown>): Promise<unknown> {
  const failure = await inTarget(async () => send()).catch((error: { cause?: unknown }) => error);
  return failure instanceof AccountContextBypassError ? failure : ((failure as { cause?: unknown })?.cause ?? failure);
}

/** Longer than a byte on its way through a socket of this machine needs. */
const settle = () => sleep(20);

const cases = (sends: Record<string, unknown>) => Object.keys(sends).map((name) => [name] as const);
const send = (name: string) => ({ ...OVER_HTTP, ...OVER_FETCH })[name] as (typeof OVER_HTTP)[string];

describe.each(cases({ ...OVER_HTTP, ...OVER_FETCH }))('%s', (name) => {
  it('that another identity signed is stopped before its first byte, also over connections that are open', async () => {
    // Opens connections that are kept alive, outside of the call.
    if (!name.includes('upgrade')) await send(name)(plain.origin, FOREIGN);
    plain.forget();
    expect(await refusalOf(() => send(name)(plain.origin, FOREIGN))).toBeInstanceOf(AccountContextBypassError);
    await settle();
    expect(plain.received().toString()).toBe('');
  });

  it('that the account signed arrives, and so does what the server signed in asServer', async () => {
    if (name.includes('upgrade')) return;
    plain.forget();
    await inTarget(() => send(name)(plain.origin, OWN));
    expect(plain.received().toString()).toContain('AKIA111111111111');
    await inTarget(() => asServer(() => send(name)(plain.origin, FOREIGN)));
    expect(plain.received().toString()).toContain('AKIASERVER');
  });
});

describe.each(cases(OVER_HTTP).filter(([name]) => name !== 'http.get'))('%s over TLS', (name) => {
  it('that another identity signed is stopped before its first byte', async () => {
    secure.forget();
    expect(await refusalOf(() => send(name)(secure.origin, FOREIGN))).toBeInstanceOf(AccountContextBypassError);
    await settle();
    expect(secure.received().toString()).toBe('');
  });
});

describe('over TLS', () => {
  it('what the account signed arrives', async () => {
    await inTarget(() => send('http.request')(secure.origin, OWN));
    expect(secure.received().toString()).toContain('AKIA111111111111');
  });
});

describe('http2', () => {
  let server: TappedServer;
  let session: http2.ClientHttp2Session;
  beforeAll(async () => {
    server = await startTappedServer({ http2: true });
    session = http2.connect(server.origin);
    await once(session, 'remoteSettings');
    await settle();
  });
  afterAll(async () => {
    session.destroy();
    await server.close();
  });

  it.each(cases(OVER_HTTP2))('%s that another identity signed sends no headers over an open session', async (name) => {
    server.forget();
    expect(await refusalOf(() => OVER_HTTP2[name]?.(session, FOREIGN) as never)).toBeInstanceOf(
      AccountContextBypassError,
    );
    await settle();
    expect(headersFrames(server.received(), false)).toBe(0);
  });

  it.each(cases(OVER_HTTP2))('%s that the account signed arrives, over the same session', async (name) => {
    server.forget();
    await inTarget(() => OVER_HTTP2[name]?.(session, OWN));
    expect(headersFrames(server.received(), false)).toBe(1);
    await OVER_HTTP2[name]?.(session, FOREIGN);
    expect(headersFrames(server.received(), false)).toBe(2);
  });

  it('stops a request of a session that is still connecting', async () => {
    server.forget();
    const connecting = http2.connect(server.origin);
    expect(await refusalOf(() => OVER_HTTP2['a request']?.(connecting, FOREIGN) as never)).toBeInstanceOf(
      AccountContextBypassError,
    );
    await settle();
    expect(headersFrames(server.received(), true)).toBe(0);
    connecting.destroy();
  });

  it('stops headers given as a list, where Node takes them', async () => {
    server.forget();
    const list = [':path', '/', 'authorization', FOREIGN] as never;
    const failure = await refusalOf(async () => once(session.request(list), 'response'));
    expect(failure).toBeInstanceOf(AccountContextBypassError);
    await settle();
    expect(headersFrames(server.received(), false)).toBe(0);
  });
});

describe('a URL signed in its query', () => {
  const presigned = (accessKeyId: string) =>
    `/bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${accessKeyId}%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=0`;
  const get = async (path: string) => (await fetch(plain.origin + path)).text();

  it('is stopped when another account signed it, whoever fetches it', async () => {
    await runInContext(accountContext(fakeSession('222222222222')), () =>
      send('http.request')(plain.origin, signedBy('AKIA222222222222')),
    );
    plain.forget();
    expect(await refusalOf(() => get(presigned('AKIA222222222222')))).toMatchObject({
      message: expect.stringContaining('account 222222222222'),
    });
    const path = presigned('AKIA222222222222');
    expect(await refusalOf(() => once(http.get(plain.origin + path), 'response'))).toBeInstanceOf(
      AccountContextBypassError,
    );
    expect(plain.received().toString()).toBe('');
  });

  it('is stopped when the server signed it, whose key is known from its own requests', async () => {
    await send('http.request')(plain.origin, signedBy('AKIAOBSERVED'));
    plain.forget();
    expect(await refusalOf(() => get(presigned('AKIAOBSERVED')))).toMatchObject({
      message: expect.stringContaining("the server's own identity"),
    });
    expect(plain.received().toString()).toBe('');
  });

  it('is stopped when a WebSocket opens it', async () => {
    await send('http.request')(plain.origin, signedBy('AKIAOBSERVED'));
    const open = (accessKeyId: string) =>
      inTarget(() =>
        once(new WebSocket(plain.origin.replace('http', 'ws') + presigned(accessKeyId)) as never, 'error'),
      );
    plain.forget();
    await open('AKIAOBSERVED');
    await settle();
    expect(plain.received().toString()).toBe('');
    await open('ASIASTRANGER');
    expect(plain.received().toString()).toContain('ASIASTRANGER');
  });

  it('passes when the account signed it, or a stranger: AWS signs some that it hands out', async () => {
    await inTarget(() => get(presigned('AKIA111111111111')));
    await inTarget(() => get(presigned('ASIASTRANGER')));
    expect(plain.received().toString()).toContain('ASIASTRANGER');
  });

  it('does not teach the guard a stranger as the server', async () => {
    await get(presigned('ASIASERVICE'));
    await inTarget(() => get(presigned('ASIASERVICE')));
    expect(plain.received().toString().split('ASIASERVICE')).toHaveLength(3);
  });

  it('is stopped when it becomes the path of a request after its creation', async () => {
    await send('http.request')(plain.origin, signedBy('AKIAOBSERVED'));
    plain.forget();
    const failure = await refusalOf(
      () =>
        new Promise((resolve, reject) => {
          const request = http.request(plain.origin, resolve).on('error', reject);
          request.path = presigned('AKIAOBSERVED');
          request.end();
        }),
    );
    expect(failure).toBeInstanceOf(AccountContextBypassError);
    expect(plain.received().toString()).toBe('');
  });
});
