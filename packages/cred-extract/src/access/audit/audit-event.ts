/** What became of a call. */
export type AuditOutcome =
  | 'ok'
  /** The tool itself answered with an error or threw one. */
  | 'tool_error'
  /** The caller may not use the account, or cannot be told whether it exists. */
  | 'denied'
  /** The account could not be had, or the call was cancelled. */
  | 'failed';

/**
 * One call, as it is recorded. No arguments and no results, no secrets and no ARNs. Texts are at most 256 characters long, and
 * control characters in them are written out (`\u000a`), so that they may stand in any log. Every field is always there.
 */
export interface AuditEvent {
  /** When the call arrived: ISO 8601, UTC. */
  readonly time: string;
  /** `intent` is written before the tool runs, `call` when its result is there. */
  readonly event: 'intent' | 'call';
  /** A UUID that an intent and its call have in common. */
  readonly call_id: string;
  /** The id of the JSON-RPC request, which its client chose. */
  readonly mcp_request_id: string | number | null;
  /** What stands in a typed error's result and in its log line: that of the HTTP request, else a UUID of the error. */
  readonly request_id: string | null;
  /** The verified caller. */
  readonly subject: string | null;
  readonly client_id: string | null;
  /** `null` where neither the request nor `withAccountContext(handler, { tool })` says it. */
  readonly tool: string | null;
  /** What the call asked for; `server` without a target. */
  readonly target: 'account' | 'server';
  /** Twelve digits. `null` for the server, and for a target that means no account or several. */
  readonly account_id: string | null;
  readonly alias: string | null;
  /** `null` in an intent. */
  readonly outcome: AuditOutcome | null;
  /**
   * The `code` of a typed error; `CANCELLED`; for an error of JSON-RPC its number, as text.
   */
  readonly code: string | null;
  /** Why a call was denied, which its caller is not told. */
  readonly reason: string | null;
  /** Milliseconds, to a tenth; `null` in an intent. */
  readonly duration_ms: number | null;
}

/** Where events go. Events of calls at the same time may come in any order, and several before the first is written. */
export type AuditSink = (event: AuditEvent) => void | Promise<void>;
