/**
 * Who makes a call, as something trustworthy verified it: MCP's `authInfo`, or the claims of a token that a gateway checked.
 * Never built from tool arguments, which a model writes.
 */
export interface Caller {
  /** The token's `sub`; undefined for a client that acts for itself. */
  readonly subject: string | undefined;
  readonly clientId: string | undefined;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
}

/** What accompanies a `target_account_id` on its way to a session. */
export interface SessionRequest {
  /** Undefined where nobody verified an identity: a local stdio server, or code that is no tool call. */
  readonly caller?: Caller | undefined;
  /** Ends the wait for STS and the account source when the MCP request is cancelled. */
  readonly signal?: AbortSignal | undefined;
}
