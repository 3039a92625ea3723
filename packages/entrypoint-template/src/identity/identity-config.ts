import type { Environment } from '../configuration/serve-config.ts';
import { ServeConfigurationError } from '../errors.ts';
import { readAlgorithms, readClaims, readList, readScopes, readSeconds, readText, readUrl } from './settings.ts';

/** Who may call, and how that is found out. */
export type IdentityConfig =
  /** Everybody; nobody is known. */
  | { readonly mode: 'none' }
  /** The platform in front has verified the token's signature. */
  | { readonly mode: 'agentcore'; readonly expected: ExpectedClaims; readonly resource?: string }
  | {
      readonly mode: 'jwks';
      readonly issuer: string;
      readonly keys: KeyLocation;
      readonly algorithms: readonly string[];
      readonly expected: ExpectedClaims;
      readonly resource?: string;
    };

/** Where the identity provider publishes its keys. */
export type KeyLocation =
  | { readonly kind: 'discovery'; readonly url: string }
  | { readonly kind: 'jwks'; readonly url: string };

/** What a token must say. What is left out may be anything. */
export interface ExpectedClaims {
  readonly issuer?: string;
  /** One of these. */
  readonly audiences: readonly string[];
  /** One of these. */
  readonly clients: readonly string[];
  /** All of these. */
  readonly scopes: readonly string[];
  /** All of these. */
  readonly claims: ReadonlyMap<string, string>;
  readonly toleranceSeconds: number;
}

/** All but `MCP_AUTH` itself. */
export const IDENTITY_SETTINGS = [
  'MCP_AUTH_ISSUER',
  'MCP_AUTH_AUDIENCE',
  'MCP_AUTH_CLIENTS',
  'MCP_AUTH_SCOPES',
  'MCP_AUTH_CLAIMS',
  'MCP_AUTH_CLOCK_TOLERANCE_SECONDS',
  'MCP_AUTH_DISCOVERY_URL',
  'MCP_AUTH_JWKS_URL',
  'MCP_AUTH_ALGORITHMS',
  'MCP_AUTH_RESOURCE',
] as const;

/**
 * Identity, from `MCP_AUTH` and `MCP_AUTH_…`.
 *
 * @throws ServeConfigurationError for a value that means nothing, and for settings that would leave the server open to tokens
 * that are not for it.
 */
export function readIdentityConfig(env: Environment): IdentityConfig {
  switch (readText(env, 'MCP_AUTH')?.toLowerCase()) {
    case undefined:
    case 'none':
      return readNone(env);
    case 'agentcore':
      return { mode: 'agentcore', expected: readExpected(env), ...readResource(env) };
    case 'jwks':
      return readJwks(env);
    default:
      throw new ServeConfigurationError('MCP_AUTH must be none, agentcore or jwks.');
  }
}

/** Somebody who names an issuer believes that tokens are checked. */
function readNone(env: Environment): IdentityConfig {
  const stray = IDENTITY_SETTINGS.find((name) => readText(env, name) !== undefined);
  if (stray === undefined) return { mode: 'none' };
  throw new ServeConfigurationError(`${stray} has no effect without MCP_AUTH. Set MCP_AUTH=jwks, or remove it.`);
}

function readJwks(env: Environment): IdentityConfig {
  const expected = readExpected(env);
  const { issuer } = expected;
  if (issuer === undefined) {
    throw new ServeConfigurationError('MCP_AUTH=jwks needs MCP_AUTH_ISSUER, which is the claim iss of its tokens.');
  }
  if (expected.audiences.length + expected.clients.length === 0) {
    throw new ServeConfigurationError(
      'Set MCP_AUTH_AUDIENCE, or MCP_AUTH_CLIENTS where tokens have no audience (Amazon Cognito): ' +
        'otherwise every token of the issuer would do, whatever it is for.',
    );
  }
  const algorithms = readAlgorithms(env, 'MCP_AUTH_ALGORITHMS');
  return { mode: 'jwks', issuer, keys: readKeyLocation(env), algorithms, expected, ...readResource(env) };
}

function readKeyLocation(env: Environment): KeyLocation {
  const jwks = readUrl(env, 'MCP_AUTH_JWKS_URL');
  const discovery = readUrl(env, 'MCP_AUTH_DISCOVERY_URL');
  if (jwks !== undefined && discovery !== undefined) {
    throw new ServeConfigurationError('MCP_AUTH_JWKS_URL and MCP_AUTH_DISCOVERY_URL are both set. Set one.');
  }
  if (jwks !== undefined) return { kind: 'jwks', url: jwks };
  if (discovery !== undefined) return { kind: 'discovery', url: discovery };
  const issuer = readUrl(env, 'MCP_AUTH_ISSUER') as string;
  return { kind: 'discovery', url: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration` };
}

function readExpected(env: Environment): ExpectedClaims {
  const issuer = readText(env, 'MCP_AUTH_ISSUER');
  return {
    ...(issuer !== undefined && { issuer }),
    audiences: readList(env, 'MCP_AUTH_AUDIENCE'),
    clients: readList(env, 'MCP_AUTH_CLIENTS'),
    scopes: readScopes(env, 'MCP_AUTH_SCOPES'),
    claims: readClaims(env, 'MCP_AUTH_CLAIMS'),
    toleranceSeconds: readSeconds(env, 'MCP_AUTH_CLOCK_TOLERANCE_SECONDS', { default: 30, max: 300 }),
  };
}

function readResource(env: Environment): { readonly resource?: string } {
  const resource = readUrl(env, 'MCP_AUTH_RESOURCE');
  return resource === undefined ? {} : { resource };
}
