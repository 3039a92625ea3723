import { createHmac, generateKeyPairSync } from 'node:crypto';
import { exportSPKI, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createIdentify, type Identify } from '../../src/identity/identify.ts';
import { readIdentityConfig } from '../../src/identity/identity-config.ts';
import { AUDIENCE, type IdentityProvider, inSeconds, startIdentityProvider } from '../support/identity-provider.ts';

let provider: IdentityProvider;
let identify: Identify;

const jwksEnv = () => ({ MCP_AUTH: 'jwks', MCP_AUTH_ISSUER: provider.issuer, MCP_AUTH_AUDIENCE: AUDIENCE });
const identifyWith = async (env: Record<string, string>) => createIdentify(readIdentityConfig(env));
const bearer = (...tokens: string[]) => ({ authorization: tokens.map((token) => `Bearer ${token}`) });
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

beforeEach(async () => {
  provider = await startIdentityProvider();
  identify = await identifyWith(jwksEnv());
});
afterEach(async () => {
  vi.useRealTimers();
  await provider.close();
});

describe('without identity', () => {
  it('everybody is anonymous, whatever they send', async () => {
    const anyone = await identifyWith({});
    expect(await anyone(bearer(await provider.token()))).toEqual({ kind: 'anonymous' });
    expect(await anyone({ 'x-amzn-bedrock-agentcore-runtime-user-id': ['admin'] })).toEqual({ kind: 'anonymous' });
    expect(provider.asked).toEqual({});
  });
});

describe('a token that is verified here', () => {
  it('tells who calls', async () => {
    const token = await provider.token({ client_id: 'agent', scope: 'aws:read  aws:list', groups: ['shop'] });
    const identity = await identify(bearer(token));
    expect(identity).toMatchObject({
      kind: 'known',
      authInfo: { clientId: 'agent', scopes: ['aws:read', 'aws:list'], extra: { sub: 'ann', groups: ['shop'] } },
    });
    if (identity.kind !== 'known') return;
    expect(identity.authInfo.token).toBe(token);
    expect(identity.authInfo.expiresAt).toBe(identity.authInfo.extra.exp);
  });

  it('is not among what is printed or serialised of who calls', async () => {
    const token = await provider.token();
    const identity = await identify(bearer(token));
    const { inspect } = await import('node:util');
    expect(JSON.stringify(identity) + inspect(identity, { depth: 9 })).not.toContain(token);
  });

  it.each([
    ['azp for the client', { azp: 'portal' }, { clientId: 'portal' }],
    ['scp as a list', { scp: ['a', 'b'] }, { scopes: ['a', 'b'] }],
    ['scp as a text', { scp: 'a b' }, { scopes: ['a', 'b'] }],
    ['claims of odd forms for none', { client_id: 7, scope: { a: 1 } }, { clientId: '', scopes: [] }],
    ['one of several audiences', { aud: ['other', AUDIENCE] }, { extra: { aud: ['other', AUDIENCE] } }],
    ['a clock that is 20 s behind', { nbf: inSeconds(20) }, {}],
    ['an end 20 s ago', { exp: inSeconds(-20) }, {}],
  ])('may have %s', async (_, claims, authInfo) => {
    expect(await identify(bearer(await provider.token(claims)))).toMatchObject({ kind: 'known', authInfo });
  });

  it('may be of more than 8 KB, as with many groups', async () => {
    const groups = Array.from({ length: 400 }, (_, index) => `group-${index}-of-the-company`);
    const token = await provider.token({ groups });
    expect(token.length).toBeGreaterThan(8192);
    expect(await identify(bearer(token))).toMatchObject({ kind: 'known', authInfo: { extra: { groups } } });
  });

  it.each([
    ['has expired', { exp: inSeconds(-40) }, 'The token has expired.'],
    ['never expires', { exp: undefined }, 'The token is not valid.'],
    ['is of the future', { nbf: inSeconds(600) }, 'The token is not valid.'],
    ['is of another issuer', { iss: 'https://evil.example' }, 'The token is not valid.'],
    ['is of no issuer', { iss: undefined }, 'The token is not valid.'],
    ['is of an issuer that differs by a slash', 'slash', 'The token is not valid.'],
    ['is for another audience', { aud: 'https://other.example' }, 'The token is for another audience.'],
    ['is for other audiences', { aud: ['a', 'b'] }, 'The token is for another audience.'],
    ['is for no audience', { aud: undefined }, 'The token is for another audience.'],
    ['is for no audience at all', { aud: [] }, 'The token is for another audience.'],
    ['has an end that is a text', { exp: '9999999999' }, 'The token is not valid.'],
  ])('is refused when it %s', async (_, claims, message) => {
    const given = claims === 'slash' ? { iss: `${provider.issuer}/` } : (claims as object);
    const identity = await identify(bearer(await provider.token({ ...given })));
    expect(identity).toEqual({
      kind: 'refused',
      status: 401,
      message,
      wwwAuthenticate: `Bearer error="invalid_token", error_description="${message}"`,
    });
  });
});

describe('a forged token is refused:', () => {
  const claims = () => ({ iss: provider.issuer, aud: AUDIENCE, sub: 'admin', exp: inSeconds(300) });
  const forged: [string, () => string | Promise<string>][] = [
    ['unsigned', () => new UnsecuredJWT(claims()).encode()],
    ['unsigned, in other letters', () => `${encoded({ alg: 'nOnE' })}.${encoded(claims())}.`],
    [
      'signed with the public key as a secret',
      async () => {
        const { jwk, kid } = provider.current();
        const head = `${encoded({ alg: 'HS256', kid })}.${encoded(claims())}`;
        const pem = await exportSPKI((await importJWK(jwk, 'ES256')) as never);
        return `${head}.${createHmac('sha256', pem).update(head).digest('base64url')}`;
      },
    ],
    [
      'signed by a key that it brings along',
      async () => {
        const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        const header = { alg: 'ES256', jwk: publicKey.export({ format: 'jwk' }) };
        return new SignJWT(claims()).setProtectedHeader(header as never).sign(privateKey);
      },
    ],
    [
      'signed by a key of an address that it names',
      async () => {
        const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        const header = { alg: 'ES256', jku: `${provider.issuer}/evil`, x5u: `${provider.issuer}/evil`, kid: 'evil' };
        return new SignJWT(claims()).setProtectedHeader(header).sign(privateKey);
      },
    ],
    [
      'signed by another key of the same name',
      async () => {
        const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        return new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', kid: provider.current().kid }).sign(privateKey);
      },
    ],
    ['with a key name that is a path', () => provider.token({}, { kid: '../../dev/null' })],
    ['with a key name that is a query', () => provider.token({}, { kid: "' OR 1=1 --" })],
    ['with a critical header that nobody knows', async () => `${encoded({ alg: 'ES256', crit: ['x'], x: 1 })}.e30.e30`],
    ['with other claims under the same signature', async () => swapped(await provider.token())],
    ['without its signature', async () => (await provider.token()).replace(/[^.]+$/, '')],
    ['of two parts', () => 'a.b'],
    ['of five parts', () => 'a.b.c.d.e'],
    [
      'whose claims are no object',
      () => `${encoded({ alg: 'ES256' })}.${Buffer.from('[1]').toString('base64url')}.e30`,
    ],
    ['of one letter', () => 'x'],
  ];
  const swapped = (token: string) => token.replace(/\.[^.]+\./, `.${encoded({ ...claims(), sub: 'admin' })}.`);

  it.each(forged)('%s', async (_, make) => {
    const identity = await identify(bearer(await make()));
    expect(identity).toMatchObject({ kind: 'refused', status: 401, message: 'The token is not valid.' });
    expect(provider.asked['/evil']).toBeUndefined();
  });
});

describe('an Authorization header', () => {
  it('that is absent is asked for', async () => {
    const refused = { kind: 'refused', status: 401, message: 'There is no token.', wwwAuthenticate: 'Bearer' };
    expect(await identify({})).toEqual(refused);
    expect(await identify({ 'x-amzn-bedrock-agentcore-runtime-user-id': ['ann'] })).toEqual(refused);
  });

  it.each([
    ['Basic YTpi'],
    ['Bearer'],
    ['Bearer '],
    ['Bearer a b'],
    ['Bearer a, Bearer b'],
    ['Bearer\u00a0abc'],
    ['Bearer ключ'],
    ['Bearer a"b'],
    [''],
  ])('must be a bearer token: %j', async (value) => {
    expect(await identify({ authorization: [value] })).toMatchObject({ kind: 'refused', status: 400 });
  });

  it('must be one, though each of two is good', async () => {
    const token = await provider.token();
    expect(await identify(bearer(token, token))).toMatchObject({
      status: 400,
      wwwAuthenticate: expect.stringContaining('error="invalid_request"'),
    });
  });

  it('may say bearer in any letters', async () => {
    expect(await identify({ authorization: [`bEARER  ${await provider.token()}`] })).toMatchObject({ kind: 'known' });
  });
});

describe('what a token must say', () => {
  it('may be its client, where there is no audience, as with Amazon Cognito', async () => {
    const { MCP_AUTH_AUDIENCE: _, ...env } = jwksEnv();
    const cognito = await identifyWith({
      ...env,
      MCP_AUTH_CLIENTS: 'm2m, portal',
      MCP_AUTH_CLAIMS: 'token_use=access',
    });
    const verdict = async (claims: object) => {
      const identity = await cognito(bearer(await provider.token({ aud: undefined, ...claims })));
      return identity.kind === 'refused' ? identity.message : identity.kind;
    };
    expect(await verdict({ client_id: 'm2m', token_use: 'access' })).toBe('known');
    expect(await verdict({ client_id: 'other', token_use: 'access' })).toContain('client');
    expect(await verdict({ token_use: 'access' })).toContain('client');
    expect(await verdict({ client_id: 'm2m', token_use: 'id' })).toContain('claim');
    expect(await verdict({ client_id: 'm2m' })).toContain('claim');
  });

  it('may be scopes, which are asked for by name', async () => {
    const scoped = await identifyWith({ ...jwksEnv(), MCP_AUTH_SCOPES: 'aws:read aws:list' });
    expect(await scoped(bearer(await provider.token({ scope: 'aws:list aws:read more' })))).toMatchObject({
      kind: 'known',
    });
    expect(await scoped(bearer(await provider.token({ scope: 'aws:read' })))).toMatchObject({
      status: 403,
      wwwAuthenticate: expect.stringMatching(/^Bearer error="insufficient_scope", .*scope="aws:read aws:list"$/),
    });
    expect(await scoped({})).toMatchObject({ status: 401, wwwAuthenticate: 'Bearer scope="aws:read aws:list"' });
  });

  it('may be a claim that is a list of texts, and is never one of every object', async () => {
    const grouped = await identifyWith({ ...jwksEnv(), MCP_AUTH_CLAIMS: 'groups=shop' });
    const kindOf = async (claims: object) => (await grouped(bearer(await provider.token({ ...claims })))).kind;
    expect(await kindOf({ groups: ['ops', 'shop'] })).toBe('known');
    expect(await kindOf({ groups: 'shops' })).toBe('refused');
    const inherited = await identifyWith({ ...jwksEnv(), MCP_AUTH_CLAIMS: 'constructor=Object' });
    expect((await inherited(bearer(await provider.token()))).kind).toBe('refused');
  });

  it('may be an algorithm', async () => {
    const strict = await identifyWith({ ...jwksEnv(), MCP_AUTH_ALGORITHMS: 'RS256' });
    expect(await strict(bearer(await provider.token()))).toMatchObject({ status: 401 });
  });

  it('is told with where to get a token', async () => {
    const told = await identifyWith({ ...jwksEnv(), MCP_AUTH_RESOURCE: 'https://mcp.example/mcp' });
    const url = 'https://mcp.example/.well-known/oauth-protected-resource/mcp';
    expect(await told({})).toMatchObject({ wwwAuthenticate: `Bearer resource_metadata="${url}"` });
  });
});

describe('the keys of the identity provider', () => {
  const ask = async () => identify(bearer(await provider.token()));

  it('are fetched once for many tokens at once, and kept', async () => {
    const identities = await Promise.all(Array.from({ length: 100 }, ask));
    expect(new Set(identities.map(({ kind }) => kind))).toEqual(new Set(['known']));
    await ask();
    expect(provider.asked).toEqual({ '/.well-known/openid-configuration': 1, '/keys': 1 });
  });

  it('may be named without discovery', async () => {
    const direct = await identifyWith({ ...jwksEnv(), MCP_AUTH_JWKS_URL: provider.jwksUrl });
    expect(await direct(bearer(await provider.token()))).toMatchObject({ kind: 'known' });
    expect(provider.asked).toEqual({ '/keys': 1 });
  });

  it('follow a rotation, but not more often than every 30 seconds', async () => {
    await ask();
    const former = await provider.token();
    await provider.rotate();
    expect(await ask()).toMatchObject({ status: 401 });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    expect(await ask()).toMatchObject({ kind: 'known' });
    expect(await identify(bearer(former))).toMatchObject({ status: 401 });
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        provider.token({}, { kid: `made-up-${index}` }).then((one) => identify(bearer(one))),
      ),
    );
    expect(provider.asked['/keys']).toBe(2);
  });

  it('are believed for ten minutes', async () => {
    await ask();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 601_000 });
    await ask();
    expect(provider.asked['/keys']).toBe(2);
  });

  const failures: [string, NonNullable<IdentityProvider['failure']>][] = [
    ['answers 500', (response) => void response.writeHead(500).end('stack trace')],
    ['answers 404', (response) => void response.writeHead(404).end()],
    ['sends a page', (response) => void response.end('<html>')],
    ['sends something else', (response) => void response.end('null')],
    ['sends somewhere else', (response) => void response.writeHead(302, { location: '/keys' }).end()],
    ['hangs up', (response) => void response.destroy()],
  ];

  it.each(failures)('that cannot be had since it %s make 503, not 401, and it recovers', async (_, failure) => {
    provider.failure = failure;
    expect(await ask()).toEqual({
      kind: 'refused',
      status: 503,
      message: 'Tokens cannot be verified for now. Try again later.',
      detail: expect.any(String),
    });
    provider.failure = undefined;
    await vi.waitFor(async () => expect(await ask()).toMatchObject({ kind: 'known' }), {
      timeout: 5_000,
      interval: 200,
    });
  });

  it.each([500, 200])('are not asked for by every request while they cannot be had: %i and no JSON', async (status) => {
    provider.failure = (response) => void response.writeHead(status).end('<html>');
    for (let count = 0; count < 100; count += 1) await ask();
    expect(provider.asked['/.well-known/openid-configuration']).toBeLessThanOrEqual(3);
  });

  it('serve the tokens that they fit while the provider is away', async () => {
    await ask();
    provider.failure = (response) => void response.destroy();
    expect(await ask()).toMatchObject({ kind: 'known' });
  });

  it.each([
    ['another issuer', { issuer: 'https://evil.example' }],
    ['keys that come unencrypted', { jwks_uri: 'http://keys.example/keys' }],
    ['no keys', { jwks_uri: undefined }],
  ])('are not taken from a discovery document of %s', async (_, wrong) => {
    const document = JSON.stringify({ issuer: provider.issuer, jwks_uri: provider.jwksUrl, ...wrong });
    provider.failure = (response) => void response.end(document);
    expect(await ask()).toMatchObject({ status: 503, detail: expect.stringContaining('discovery document') });
  });

  it('cannot be reached where nobody listens', async () => {
    await provider.close();
    expect(await ask()).toMatchObject({ status: 503, message: expect.not.stringContaining('ECONNREFUSED') });
  });
});

describe('behind AgentCore', () => {
  const claims = { iss: 'https://idp.example', sub: 'ann', exp: inSeconds(300) };
  const verified = (more: object = {}) => `${encoded({ alg: 'RS256' })}.${encoded({ ...claims, ...more })}.c2ln`;

  it('the claims of a token are read without a key', async () => {
    const behind = await identifyWith({ MCP_AUTH: 'agentcore' });
    expect(await behind(bearer(verified()))).toMatchObject({ kind: 'known', authInfo: { extra: { sub: 'ann' } } });
  });

  it.each([
    ['expired', { exp: inSeconds(-60) }, 'The token has expired.'],
    ['not valid yet', { nbf: inSeconds(60) }, 'The token is not valid yet.'],
    ['of another issuer', { iss: 'https://other.example' }, 'The token is of another issuer.'],
    ['for another audience', { aud: 'x' }, 'The token is for another audience.'],
    ['of another client', { client_id: 'x' }, 'The token is of a client that may not call this server.'],
    ['odd', { exp: null }, 'The token is not valid.'],
    ['of odd times', { nbf: '1' }, 'The token is not valid.'],
  ])('a token is refused that is %s', async (_, more, message) => {
    const behind = await identifyWith({
      MCP_AUTH: 'agentcore',
      MCP_AUTH_ISSUER: 'https://idp.example',
      MCP_AUTH_AUDIENCE: 'mcp',
      MCP_AUTH_CLIENTS: 'agent',
    });
    const good = { aud: 'mcp', client_id: 'agent' };
    expect((await behind(bearer(verified(good)))).kind).toBe('known');
    expect(await behind(bearer(verified({ ...good, ...more })))).toMatchObject({ status: 401, message });
  });

  it('a request without a token is refused, with what the runtime lacks', async () => {
    const behind = await identifyWith({ MCP_AUTH: 'agentcore' });
    expect(await behind({ 'x-amzn-bedrock-agentcore-runtime-user-id': ['admin'] })).toMatchObject({
      status: 401,
      message: expect.stringContaining('Authorization must be among the request headers'),
    });
  });

  it.each(['x', 'a.b.c', 'AWS4-HMAC-SHA256', `${encoded({})}.${Buffer.from('7').toString('base64url')}.`])(
    'what is no token is refused: %s',
    async (token) => {
      const behind = await identifyWith({ MCP_AUTH: 'agentcore' });
      expect(await behind(bearer(token))).toMatchObject({ status: 401 });
    },
  );
});

describe('the account by header', () => {
  const HEADER = 'x-amzn-bedrock-agentcore-runtime-custom-target-account';
  const targetOf = async (...values: string[]) => (await identifyWith({}))({ [HEADER]: values });

  it.each(['111111111111', 'shop-dev', 'Shop (dev)', 'a/b=c+d@e:f', ' 111111111111 '])(
    'is one name: %j',
    async (value) => {
      expect(await targetOf(value)).toEqual({ kind: 'anonymous', targetAccountId: value.trim() });
    },
  );

  it.each([
    [['111111111111', '222222222222']],
    [['111111111111', '111111111111']],
    [['111111111111, 222222222222']],
    [['']],
    [['  ']],
    [['１１１１１１１１１１１１']],
    [[Buffer.from('１１１１１１１１１１１１').toString('latin1')]],
    [['11111111111\u0661']],
    [['111111111111\u200b']],
    [['shop\ndev']],
    [['x'.repeat(129)]],
  ])('is refused, and never the server: %j', async (values) => {
    expect(await targetOf(...values)).toMatchObject({ kind: 'refused', status: 400 });
  });

  it('is of no use without a token, where one is needed', async () => {
    expect(await identify({ [HEADER]: ['111111111111'] })).toMatchObject({ kind: 'refused', status: 401 });
    const headers = { ...bearer(await provider.token()), [HEADER]: ['111111111111'] };
    expect(await identify(headers)).toMatchObject({ kind: 'known', targetAccountId: '111111111111' });
  });
});
