/** What is known of a caller whose token has been verified: the shape that both MCP SDKs hand to tools as `authInfo`. */
export interface AuthInfo {
  /**
   * The token itself, for tools that pass it on. Not enumerable: what prints or serialises the rest must not give it away.
   */
  readonly token: string;
  /** Empty where no claim names a client. */
  readonly clientId: string;
  readonly scopes: string[];
  /** Seconds since 1970. */
  readonly expiresAt?: number;
  /** The token's claims. */
  readonly extra: Claims;
}

export type Claims = Readonly<Record<string, unknown>>;

/** The caller that a token's claims tell of, once they may be believed. */
export function authInfoOf(token: string, claims: Claims): AuthInfo {
  const info = {
    clientId: clientOf(claims) ?? '',
    scopes: scopesOf(claims),
    ...(typeof claims.exp === 'number' && { expiresAt: claims.exp }),
    extra: claims,
  };
  return Object.defineProperty(info, 'token', { value: token }) as AuthInfo;
}

/** `client_id` of RFC 9068 and of Amazon Cognito, else `azp` of OpenID Connect, as the access rules read it. */
export function clientOf({ client_id, azp }: Claims): string | undefined {
  return [client_id, azp].find((name): name is string => typeof name === 'string' && name !== '');
}

/** `scope` of RFC 8693, a text, else `scp` of Microsoft Entra and Okta, a text or a list. */
export function scopesOf({ scope, scp }: Claims): string[] {
  const given = scope ?? scp;
  const names = typeof given === 'string' ? given.split(/\s+/) : Array.isArray(given) ? given : [];
  return names.filter((name): name is string => typeof name === 'string' && name !== '');
}
