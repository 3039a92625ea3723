import type { AuthInfo } from './identity/auth-info.ts';

/** What is known of one HTTP request before the server sees it. */
export interface RequestContext {
  /** Stands in the answer's `X-Request-Id`, in the log, in the audit and in typed errors. */
  readonly requestId: string;
  /** Absent for a caller whom nobody verified. */
  readonly authInfo?: AuthInfo;
  /** The account of calls that name none: a 12-digit account ID or an alias, as a header named it, not checked. */
  readonly targetAccountId?: string;
}
