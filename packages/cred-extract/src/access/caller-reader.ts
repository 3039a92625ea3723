import type { Caller } from '../caller.ts';
import type { Environment } from '../environment.ts';
import { ConfigurationError } from '../errors.ts';
import { type ClaimNames, callerOfAuthInfo } from './claims.ts';
import { deniedError } from './denial.ts';

export interface CallerConfig {
  /**
   * Who calls, for servers that verify callers otherwise than by the MCP SDK's `authInfo`. It gets what the SDK gives a tool
   * handler beside its arguments or, with `withAccounts`, what the transport says of the message. It must trust nothing that
   * it has not verified; a call whose `caller` throws is refused.
   */
  readonly caller?: (handlerExtra: unknown) => Caller | undefined | Promise<Caller | undefined>;
  /** The names of the claims in `authInfo.extra`. Default: `ACCOUNT_CLAIM_SUBJECT|CLIENT|GROUPS|SCOPES`, else the usual ones. */
  readonly claims?: ClaimNames;
}

/** @throws AccountAccessDeniedError when who calls cannot be verified. */
export type CallerReader = (handlerExtra: unknown) => Caller | undefined | Promise<Caller | undefined>;

/** @throws ConfigurationError where claims are named that nothing reads. */
export function callerReader({ caller, claims }: CallerConfig, env: Environment): CallerReader {
  const names = { ...claimNames(env), ...claims };
  if (!caller) return (extra) => callerOfAuthInfo(authInfoOf(extra), names);
  if (Object.keys(names).length > 0) {
    throw new ConfigurationError(
      'Names of claims (claims, ACCOUNT_CLAIM_…) have no effect beside caller. Remove them.',
    );
  }
  return (extra) => readBy(caller, extra);
}

async function readBy(caller: NonNullable<CallerConfig['caller']>, extra: unknown): Promise<Caller | undefined> {
  try {
    return await caller(extra);
  } catch (cause) {
    throw deniedError({ about: 'caller', reason: 'caller-not-verified' }, cause);
  }
}

/** SDK v1 has it on what it gives a handler, SDK v2 under `http`, and both on what their transports say of a message. */
function authInfoOf(extra: unknown): unknown {
  const { authInfo, http } = (extra ?? {}) as { authInfo?: unknown; http?: { authInfo?: unknown } | undefined };
  return authInfo ?? http?.authInfo;
}

function claimNames(env: Environment): ClaimNames {
  const named: Record<keyof ClaimNames, string | undefined> = {
    subject: env.ACCOUNT_CLAIM_SUBJECT?.trim(),
    clientId: env.ACCOUNT_CLAIM_CLIENT?.trim(),
    groups: env.ACCOUNT_CLAIM_GROUPS?.trim(),
    scopes: env.ACCOUNT_CLAIM_SCOPES?.trim(),
  };
  return Object.fromEntries(Object.entries(named).filter(([, name]) => name));
}
