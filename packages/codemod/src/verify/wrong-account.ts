import { type CallResult, type CallSettings, callTool } from './call-tool.ts';
import type { LocalCloud } from './local-cloud.ts';
import { PARAMETER, UNREGISTERED_ACCOUNT } from './parameter.ts';
import type { CandidateCall } from './safe-tools.ts';
import type { Session, VerifiedCall } from './types.ts';

type Verdict = Pick<VerifiedCall, 'outcome' | 'reason'>;

/** Calls a tool for an account that nobody has registered: the library must refuse, and the tool must not run. */
export async function callWithWrongAccount(
  session: Session,
  candidate: CandidateCall,
  settings: CallSettings,
  cloud: LocalCloud | undefined,
): Promise<VerifiedCall> {
  const mark = cloud?.mark() ?? 0;
  const args = { ...candidate.arguments, [PARAMETER]: UNREGISTERED_ACCOUNT };
  const result = await callTool(session, candidate.tool, args, settings);
  const signers = cloud?.signersSince(mark) ?? [];
  return {
    kind: 'wrong-account',
    tool: candidate.tool,
    protocol: session.version,
    target: UNREGISTERED_ACCOUNT,
    ...(signers.length > 0 ? ranAnyway(signers) : judge(result, candidate, cloud !== undefined)),
    ...(cloud && { signedBy: signers }),
  };
}

function ranAnyway(signers: readonly string[]): Verdict {
  return { outcome: 'failed', reason: `called AWS as ${signers.join(' and ')} for an account that does not exist` };
}

function judge(result: CallResult, { sampled }: CandidateCall, hasAccounts: boolean): Verdict {
  switch (result.kind) {
    case 'typed-error':
      // Without a database of accounts any of the library's errors shows that the call went through it.
      if (!hasAccounts || result.errorType === 'account_not_found')
        return { outcome: 'passed', reason: result.errorType };
      return { outcome: 'failed', reason: `answered ${result.errorType} instead of account_not_found` };
    case 'half-typed-error':
      return { outcome: 'failed', reason: result.reason };
    case 'result':
      return { outcome: 'failed', reason: 'answered as if there were such an account' };
    case 'no-answer':
      return { outcome: 'failed', reason: result.reason };
    case 'other-error':
      return judgeOtherError(result.text, sampled);
  }
}

function judgeOtherError(text: string, sampled: boolean): Verdict {
  if (text.includes(PARAMETER)) return { outcome: 'failed', reason: `refuses ${PARAMETER}: ${text}` };
  const isValidation = sampled || /-32602|validation|invalid (arguments|params)/i.test(text);
  return isValidation
    ? { outcome: 'unproven', reason: `refused the other arguments: ${text}` }
    : { outcome: 'failed', reason: `answered with an error that is not typed: ${text}` };
}
