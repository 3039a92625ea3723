import type { AuthInfo } from './auth-info.ts';

/** Who sent a request. */
export type Identity =
  | { readonly kind: 'anonymous'; readonly targetAccountId?: string }
  | { readonly kind: 'known'; readonly authInfo: AuthInfo; readonly targetAccountId?: string }
  | Refusal;

export interface Refusal {
  readonly kind: 'refused';
  readonly status: number;
  /** For the caller. */
  readonly message: string;
  readonly wwwAuthenticate?: string;
  /** For the log. */
  readonly detail?: string;
}
