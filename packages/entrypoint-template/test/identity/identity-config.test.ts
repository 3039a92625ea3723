import { describe, expect, it } from 'vitest';
import { ServeConfigurationError } from '../../src/errors.ts';
import { readIdentityConfig } from '../../src/identity/identity-config.ts';
import { metadataUrlOf, protectedResourceAt } from '../../src/identity/protected-resource.ts';
import { requirePlatform } from '../../src/identity/require-platform.ts';

const JWKS = { MCP_AUTH: 'jwks', MCP_AUTH_ISSUER: 'https://idp.example', MCP_AUTH_AUDIENCE: 'mcp' };

describe('the settings of identity', () => {
  it.each([
    {},
    { MCP_AUTH: '' },
    { MCP_AUTH: ' None ' },
    { MCP_AUTH: 'none', MCP_AUTH_ISSUER: ' ' },
    { MCP_AUTH_TOKEN: 'x' },
  ])('are none in %j', (env) => {
    expect(readIdentityConfig(env)).toEqual({ mode: 'none' });
  });

  it('find the keys by the issuer, of whatever form its address is', () => {
    const keysOf = (env: object) => readIdentityConfig({ ...JWKS, ...env });
    const url = 'https://idp.example/.well-known/openid-configuration';
    expect(keysOf({})).toMatchObject({ keys: { kind: 'discovery', url }, expected: { toleranceSeconds: 30 } });
    expect(keysOf({ MCP_AUTH_ISSUER: 'https://idp.example/' })).toMatchObject({
      issuer: 'https://idp.example/',
      keys: { kind: 'discovery', url },
    });
    const other = 'https://keys.example/jwks.json';
    expect(keysOf({ MCP_AUTH_JWKS_URL: other })).toMatchObject({ keys: { kind: 'jwks', url: other } });
    expect(keysOf({ MCP_AUTH_DISCOVERY_URL: other })).toMatchObject({ keys: { kind: 'discovery', url: other } });
  });

  it('read lists with commas and spaces', () => {
    const env = {
      ...JWKS,
      MCP_AUTH_AUDIENCE: 'a, b c',
      MCP_AUTH_CLAIMS: 'token_use = access, tenant=a=b',
      MCP_AUTH_CLOCK_TOLERANCE_SECONDS: '0',
    };
    const { expected } = readIdentityConfig(env) as { expected: object } & object;
    const claims = new Map([
      ['token_use', 'access'],
      ['tenant', 'a=b'],
    ]);
    expect(expected).toMatchObject({ audiences: ['a', 'b', 'c'], claims, toleranceSeconds: 0 });
  });

  it('allow only algorithms whose public key cannot sign', () => {
    expect(readIdentityConfig({ ...JWKS, MCP_AUTH_ALGORITHMS: 'RS256,ES256' })).toMatchObject({
      algorithms: ['RS256', 'ES256'],
    });
    const { algorithms } = readIdentityConfig(JWKS) as unknown as { algorithms: string[] };
    expect(algorithms.filter((one) => /^HS|none/i.test(one))).toEqual([]);
  });

  it.each([
    [{ MCP_AUTH: 'jwt' }, 'MCP_AUTH must be none, agentcore or jwks.'],
    [{ MCP_AUTH_ISSUER: 'https://idp.example' }, 'MCP_AUTH_ISSUER has no effect without MCP_AUTH.'],
    [{ MCP_AUTH: 'none', MCP_AUTH_SCOPES: 'x' }, 'MCP_AUTH_SCOPES has no effect without MCP_AUTH.'],
    [{ MCP_AUTH: 'jwks', MCP_AUTH_AUDIENCE: 'mcp' }, 'MCP_AUTH=jwks needs MCP_AUTH_ISSUER'],
    [{ MCP_AUTH: 'jwks', MCP_AUTH_ISSUER: 'https://idp.example' }, 'Set MCP_AUTH_AUDIENCE, or MCP_AUTH_CLIENTS'],
    [{ ...JWKS, MCP_AUTH_ISSUER: 'http://idp.example' }, 'MCP_AUTH_ISSUER must be a URL with https.'],
    [{ ...JWKS, MCP_AUTH_JWKS_URL: 'keys.json' }, 'MCP_AUTH_JWKS_URL must be a URL with https.'],
    [
      { ...JWKS, MCP_AUTH_JWKS_URL: 'https://a.example', MCP_AUTH_DISCOVERY_URL: 'https://b.example' },
      'are both set. Set one.',
    ],
    [{ ...JWKS, MCP_AUTH_ALGORITHMS: 'HS256' }, 'MCP_AUTH_ALGORITHMS must be a list of RS256'],
    [{ ...JWKS, MCP_AUTH_ALGORITHMS: 'none' }, 'MCP_AUTH_ALGORITHMS must be a list of RS256'],
    [{ ...JWKS, MCP_AUTH_CLAIMS: 'token_use' }, 'MCP_AUTH_CLAIMS must be a list of name=value'],
    [{ ...JWKS, MCP_AUTH_CLAIMS: '=access' }, 'MCP_AUTH_CLAIMS must be a list of name=value'],
    [{ ...JWKS, MCP_AUTH_CLOCK_TOLERANCE_SECONDS: '301' }, 'from 0 to 300.'],
    [{ ...JWKS, MCP_AUTH_CLOCK_TOLERANCE_SECONDS: '-1' }, 'from 0 to 300.'],
    [{ ...JWKS, MCP_AUTH_SCOPES: 'a"b' }, 'MCP_AUTH_SCOPES must be a list of scopes'],
    [{ ...JWKS, MCP_AUTH_SCOPES: 'ключ' }, 'MCP_AUTH_SCOPES must be a list of scopes'],
    [{ ...JWKS, MCP_AUTH_RESOURCE: 'mcp' }, 'MCP_AUTH_RESOURCE must be a URL with https.'],
  ])('are refused: %j', (env, message) => {
    const read = () => readIdentityConfig(env as Record<string, string>);
    expect(read).toThrow(ServeConfigurationError);
    expect(read).toThrow(message);
  });
});

describe('MCP_AUTH=agentcore', () => {
  const config = readIdentityConfig({ MCP_AUTH: 'agentcore' });

  it('is refused where AgentCore clearly is not', () => {
    expect(() => requirePlatform(config, {}, true)).toThrow('listens on a loopback address');
    expect(() => requirePlatform(config, { AWS_LAMBDA_FUNCTION_NAME: 'f' }, false)).toThrow('runs on AWS Lambda');
    expect(() => requirePlatform(config, { KUBERNETES_SERVICE_HOST: '10.0.0.1' }, false)).toThrow('runs on Kubernetes');
  });

  it('is taken elsewhere, and other modes everywhere', () => {
    requirePlatform(config, {}, false);
    requirePlatform(readIdentityConfig(JWKS), { AWS_LAMBDA_FUNCTION_NAME: 'f' }, true);
    requirePlatform({ mode: 'none' }, { KUBERNETES_SERVICE_HOST: '10.0.0.1' }, true);
  });
});

describe('the metadata of the protected resource', () => {
  const config = readIdentityConfig({ ...JWKS, MCP_AUTH_RESOURCE: 'https://mcp.example/mcp', MCP_AUTH_SCOPES: 'aws' });

  it.each(['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp'])(
    'is at %s',
    (path) => {
      expect(protectedResourceAt(path, config)).toEqual({
        resource: 'https://mcp.example/mcp',
        authorization_servers: ['https://idp.example'],
        scopes_supported: ['aws'],
        bearer_methods_supported: ['header'],
      });
    },
  );

  it('is nowhere else, and nowhere without MCP_AUTH_RESOURCE', () => {
    expect(protectedResourceAt('/.well-known/oauth-protected-resource/other', config)).toBeUndefined();
    expect(protectedResourceAt('/.well-known/oauth-protected-resource', readIdentityConfig(JWKS))).toBeUndefined();
    expect(protectedResourceAt('/.well-known/oauth-protected-resource', { mode: 'none' })).toBeUndefined();
  });

  it('has its path between host and path of the resource', () => {
    const base = 'https://mcp.example';
    expect(metadataUrlOf(`${base}/`)).toBe(`${base}/.well-known/oauth-protected-resource`);
    expect(metadataUrlOf(`${base}/a/mcp?x=1`)).toBe(`${base}/.well-known/oauth-protected-resource/a/mcp?x=1`);
  });
});
