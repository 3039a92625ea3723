/** What is known of a caller whose token has been verified: the shape that both MCP SDKs hand to tools as `authInfo`. */
export interface AuthInfo {
  /** The token itself. For tools that pass it on; never for a log. */
  readonly token: string;
  /** Empty where no claim names a client. */
  readonly clientId: string;
  readonly scopes: string[];
  /** Seconds since 1970. */
  readonly expiresAt?: number;
  /** The token's claims. */
  readonly extra: Record<string, unknown>;
}
