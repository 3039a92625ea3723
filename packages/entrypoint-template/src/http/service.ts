import type { Identify } from '../identity/identify.ts';
import type { ProtectedResource } from '../identity/protected-resource.ts';
import type { HttpHandler } from '../sdk/mcp-sdk.ts';
import type { AllowedNames } from './allowed-names.ts';
import type { CallSlots } from './call-slots.ts';
import type { HttpLimits } from './http-limits.ts';

/** What answers requests. */
export interface Service {
  readonly handler: HttpHandler;
  readonly limits: HttpLimits;
  readonly names: AllowedNames;
  /** Whether the server listens on a loopback address only. */
  readonly onLoopback: boolean;
  readonly calls: CallSlots;
  readonly identify: Identify;
  /** Where to get a token, at the paths where clients ask for it. */
  readonly protectedResourceAt: (path: string) => ProtectedResource | undefined;
  isReady(): Promise<boolean>;
}
