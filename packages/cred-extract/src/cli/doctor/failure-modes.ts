import type { Check, FailureMode } from './check.ts';

/** One of the four failures, and whether the checks have found a reason for it. */
export interface FailureModeReport {
  readonly error_type: FailureMode;
  /** What it means. */
  readonly explanation: string;
  /** How to get rid of it in general; what the checks found is more exact. */
  readonly fix: string;
  readonly found: boolean;
}

const MODES: ReadonlyArray<Omit<FailureModeReport, 'found'>> = [
  {
    error_type: 'database_error',
    explanation: 'The account database cannot be reached, refuses the login, or lacks its tables.',
    fix: 'Check DATABASE_URL or RDS_SECRET_NAME and the network, then run mcp-accounts migrate.',
  },
  {
    error_type: 'account_not_found',
    explanation: 'The call names an account that no source knows, or an alias with a typing error.',
    fix: 'Compare with mcp-accounts list; register it with mcp-accounts add or import.',
  },
  {
    error_type: 'credential_error',
    explanation: 'The stored secret does not open with ENCRYPTION_KEY, or AWS rejects the access key.',
    fix: 'Use the key that the secret was encrypted with (several, newest first), or store a new access key.',
  },
  {
    error_type: 'assume_role_error',
    explanation:
      "STS hands out no session: the server has no credentials, may not assume the role, or the role's trust policy or external ID does not fit.",
    fix: 'Compare the role with mcp-accounts policy <account>, and allow the server sts:AssumeRole.',
  },
];

export function failureModes(checks: readonly Check[]): readonly FailureModeReport[] {
  return MODES.map((mode) => ({ ...mode, found: checks.some(({ error_type }) => error_type === mode.error_type) }));
}
