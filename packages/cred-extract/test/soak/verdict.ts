import type { PlannedCall } from './call-plan.ts';
import type { ToolAnswer } from './raw-client.ts';
import { mayUse, SERVER } from './world.ts';

/** How a call ended. All but `right`, `denied`, `disabled` and `failed` are defects. */
export type Verdict =
  | 'right'
  /** As it must be: the caller may not use the account. */
  | 'denied'
  /** As it must be: the account is switched off. */
  | 'disabled'
  /** With a typed error, because something had been made to fail. */
  | 'failed'
  | 'wrong account'
  | 'wrong subject'
  | 'answered, though denied or disabled'
  | 'unexpected';

/** What an outage of STS or of the database may answer with. */
const OUTAGES = new Set(['assume_role_error', 'credential_error', 'database_error']);

export function verdictOf(call: PlannedCall, answer: ToolAnswer): Verdict {
  const expected = expectation(call);
  if (answer.isError) return errorVerdict(expected, answer);
  if (expected !== 'right') return 'answered, though denied or disabled';
  const arn = answer.content[0].text;
  if (arn.split(':')[4] !== (call.account?.accountId ?? SERVER)) return 'wrong account';
  return arn === arnOf(call) ? 'right' : 'wrong subject';
}

function expectation({ subject, account }: PlannedCall): 'right' | 'denied' | 'disabled' {
  if (!account) return subject.isAdmin ? 'right' : 'denied';
  if (!mayUse(subject, account)) return 'denied';
  return account.enabled ? 'right' : 'disabled';
}

function errorVerdict(expected: 'right' | 'denied' | 'disabled', answer: ToolAnswer): Verdict {
  const type = errorTypeOf(answer);
  if (type === 'access_denied' && expected === 'denied') return 'denied';
  if (type === 'account_disabled' && expected === 'disabled') return 'disabled';
  return OUTAGES.has(type) ? 'failed' : 'unexpected';
}

/** Of a typed error; `none` for any other. */
export function errorTypeOf(answer: ToolAnswer): string {
  try {
    return JSON.parse(answer.content[0].text).error_type;
  } catch {
    return 'none';
  }
}

/** The session of a role is named after the subject; a key pair is the same user for everybody. */
function arnOf({ subject, account }: PlannedCall): string {
  if (!account) return `arn:aws:iam::${SERVER}:user/local`;
  if (account.kind === 'aksk') return `arn:aws:iam::${account.accountId}:user/local`;
  return `arn:aws:sts::${account.accountId}:assumed-role/Soak/${subject.name}`;
}
