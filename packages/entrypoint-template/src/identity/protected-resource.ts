import type { IdentityConfig } from './identity-config.ts';

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

/** What an MCP client reads to learn where to get a token: https://www.rfc-editor.org/rfc/rfc9728#section-2 */
export interface ProtectedResource {
  readonly resource: string;
  readonly authorization_servers?: readonly string[];
  readonly scopes_supported?: readonly string[];
  readonly bearer_methods_supported: readonly ['header'];
}

/** The document at `path`; undefined for another path, and where `MCP_AUTH_RESOURCE` does not say what this server is. */
export function protectedResourceAt(path: string, config: IdentityConfig): ProtectedResource | undefined {
  if (config.mode === 'none' || config.resource === undefined) return undefined;
  const { pathname } = new URL(metadataUrlOf(config.resource));
  if (path !== WELL_KNOWN && path !== pathname) return undefined;
  const { issuer, scopes } = config.expected;
  return {
    resource: config.resource,
    ...(issuer !== undefined && { authorization_servers: [issuer] }),
    ...(scopes.length > 0 && { scopes_supported: scopes }),
    bearer_methods_supported: ['header'],
  };
}

/** Between host and path: https://www.rfc-editor.org/rfc/rfc9728#section-3.1 */
export function metadataUrlOf(resource: string): string {
  const url = new URL(resource);
  url.pathname = `${WELL_KNOWN}${url.pathname === '/' ? '' : url.pathname}`;
  return url.href;
}
