import type { IncomingHttpHeaders } from 'node:http';
import type { AuthInfo } from '../identity/auth-info.ts';
import type { HttpHandler } from '../sdk/mcp-sdk.ts';
import type { AllowedNames } from './allowed-names.ts';
import type { CallSlots } from './call-slots.ts';
import type { HttpLimits } from './http-limits.ts';

/** Who sent a request, and in which account its calls run that name none. */
export type Identity =
  | { readonly kind: 'anonymous'; readonly targetAccountId?: string }
  | { readonly kind: 'known'; readonly authInfo: AuthInfo; readonly targetAccountId?: string }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string; readonly wwwAuthenticate?: string };

/** What answers requests. */
export interface Service {
  readonly handler: HttpHandler;
  readonly limits: HttpLimits;
  readonly names: AllowedNames;
  /** Whether the server listens on a loopback address only. */
  readonly onLoopback: boolean;
  readonly calls: CallSlots;
  identify(headers: IncomingHttpHeaders): Promise<Identity>;
  isReady(): Promise<boolean>;
}
