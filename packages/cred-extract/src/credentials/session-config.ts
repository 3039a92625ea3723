import type { Environment } from '../environment.ts';
import { ConfigurationError } from '../errors.ts';
import { quote } from '../printable.ts';
import { flag, onlyKeys, optionalBoolean } from '../settings.ts';
import { type AttributionConfig, checkAttribution } from './attribution-config.ts';
import { sessionPolicyArns, sessionPolicyText } from './session-policy.ts';

/** What sessions may do, less than their role may. */
export interface SessionLimits {
  /** An inline session policy, as an object or JSON text of up to 2,048 characters. */
  readonly policy?: string | object;
  /** ARNs of up to ten managed policies. A session may do what its role and any one of its policies allow. */
  readonly policyArns?: readonly string[];
  /** Reads only, and neither secrets nor credentials. Not together with the others. Default `false`. */
  readonly readOnly?: boolean;
}

/** How sessions of accounts are opened. */
export interface SessionConfig extends SessionLimits {
  /** Account ID to its own limits, in place of the general ones. A general `readOnly` stays. */
  readonly accounts?: Readonly<Record<string, SessionLimits>>;
  /** Default: `ACCOUNT_ATTRIBUTION`, else nobody is named. */
  readonly attribution?: AttributionConfig;
}

/** Checked limits: `policy` is JSON text without white space. */
export interface CheckedLimits {
  readonly readOnly: boolean;
  readonly policy?: string;
  readonly policyArns?: readonly string[];
}

export interface CheckedSessionConfig {
  readonly general: CheckedLimits;
  readonly accounts: ReadonlyMap<string, CheckedLimits>;
  readonly attribution: AttributionConfig;
}

const LIMIT_KEYS = ['policy', 'policyArns', 'readOnly'];

/**
 * @throws ConfigurationError for a setting that is unknown, of the wrong kind, or cannot go together with another one.
 */
export function checkSessionConfig(config: SessionConfig, env: Environment): CheckedSessionConfig {
  onlyKeys(config, 'session', [...LIMIT_KEYS, 'accounts', 'attribution']);
  // Whoever starts the server can make it read-only whatever its code says, and not the other way round.
  const readOnly = flag(env, 'ACCOUNT_READ_ONLY') || optionalBoolean(config.readOnly, 'session.readOnly');
  const general = checkLimits({ ...config, readOnly }, 'session');
  const accounts = Object.entries(config.accounts ?? {}).map(([accountId, limits]) => {
    const setting = `session.accounts[${quote(accountId)}]`;
    if (!/^\d{12}$/.test(accountId)) throw new ConfigurationError(`${setting}: accounts are named by 12 digits.`);
    onlyKeys(limits, setting, LIMIT_KEYS);
    const own = optionalBoolean(limits.readOnly, `${setting}.readOnly`);
    return [accountId, checkLimits({ ...limits, readOnly: general.readOnly || own }, setting)] as const;
  });
  return { general, accounts: new Map(accounts), attribution: checkAttribution(config.attribution, env) };
}

function checkLimits({ policy, policyArns, readOnly = false }: SessionLimits, setting: string): CheckedLimits {
  if (readOnly && (policy !== undefined || policyArns !== undefined)) {
    throw new ConfigurationError(
      `${setting}: readOnly (or ACCOUNT_READ_ONLY) cannot go together with policy or policyArns, which would allow more. Keep one of them.`,
    );
  }
  return {
    readOnly,
    ...(policy !== undefined && { policy: sessionPolicyText(policy, `${setting}.policy`) }),
    ...(policyArns !== undefined && { policyArns: sessionPolicyArns(policyArns, `${setting}.policyArns`) }),
  };
}
