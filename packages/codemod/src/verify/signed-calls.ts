import { callAtOnce } from './at-once.ts';
import { type CallResult, type CallSettings, callTool } from './call-tool.ts';
import type { LocalCloud } from './local-cloud.ts';
import { PARAMETER } from './parameter.ts';
import type { CandidateCall } from './safe-tools.ts';
import type { Session, VerifiedCall } from './types.ts';

type Verdict = Pick<VerifiedCall, 'outcome' | 'reason'>;

/**
 * Calls a tool as the server, as each target, and as the server again, and reads from the local AWS who signed. The last
 * call is the one that goes wrong where an account outlives its call. Where all of them went right, they are made at once.
 */
export async function proveSigners(
  session: Session,
  candidate: CandidateCall,
  settings: CallSettings,
  cloud: LocalCloud,
): Promise<VerifiedCall[]> {
  const calls: VerifiedCall[] = [];
  const requests = new Map<string | undefined, number>();
  for (const target of [undefined, ...cloud.targets, undefined]) {
    const mark = cloud.mark();
    const args = { ...candidate.arguments, ...(target !== undefined && { [PARAMETER]: target }) };
    const result = await callTool(session, candidate.tool, args, settings);
    const counts = cloud.countsSince(mark);
    const signedBy = await signersOf(result, [...counts.keys()], cloud);
    requests.set(target, Math.max(requests.get(target) ?? 0, counts.get(target ?? cloud.server) ?? 0));
    // A tool that asks AWS as the server has to ask it as a target too, or it answers from what it remembers.
    const isExpectedToAsk = target !== undefined && (calls[0]?.signedBy?.length ?? 0) > 0;
    calls.push({
      kind: target === undefined ? 'as-server' : 'as-target',
      tool: candidate.tool,
      protocol: session.version,
      ...(target !== undefined && { target }),
      ...judge(result, signedBy, { expected: target ?? cloud.server, isExpectedToAsk }),
      signedBy,
    });
    if (result.kind === 'no-answer') break;
    if (calls.length === 1) await becomeTargets(session, candidate, settings, cloud);
  }
  const isProven = calls.every(({ outcome }) => outcome === 'passed');
  return isProven ? [...calls, await callAtOnce(session, candidate, settings, { cloud, requests })] : calls;
}

/** The library asks STS once whether a key is the account's. Afterwards what STS is asked, the tool asks. */
async function becomeTargets(
  session: Session,
  { tool, arguments: args }: CandidateCall,
  settings: CallSettings,
  cloud: LocalCloud,
): Promise<void> {
  for (const target of cloud.targets) {
    const { kind } = await callTool(session, tool, { ...args, [PARAMETER]: target }, settings);
    if (kind === 'no-answer') return;
  }
}

async function signersOf(result: CallResult, requested: readonly string[], cloud: LocalCloud): Promise<string[]> {
  const presigned = result.kind === 'result' ? await cloud.presignersIn(result.text) : [];
  return [...new Set([...requested, ...presigned])].sort();
}

interface Expectation {
  readonly expected: string;
  readonly isExpectedToAsk: boolean;
}

function judge(result: CallResult, signedBy: readonly string[], { expected, isExpectedToAsk }: Expectation): Verdict {
  const others = signedBy.filter((account) => account !== expected);
  if (others.length > 0) return { outcome: 'failed', reason: `signed by ${others.join(' and ')}, not by ${expected}` };
  if (result.kind === 'no-answer') return { outcome: 'failed', reason: result.reason };
  if (result.kind === 'typed-error')
    return { outcome: 'failed', reason: `answered ${result.errorType}: ${result.message}` };
  if (result.kind === 'half-typed-error') return { outcome: 'failed', reason: result.reason };
  if (signedBy.length > 0) return { outcome: 'passed', reason: '' };
  const said = result.kind === 'other-error' && result.text !== '' ? `: ${result.text}` : '';
  if (isExpectedToAsk) return { outcome: 'failed', reason: `asks AWS as the server, but not as the target${said}` };
  return { outcome: 'unproven', reason: `no request reached the local AWS${said}` };
}
