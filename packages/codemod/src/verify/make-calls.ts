import type { CallSettings } from './call-tool.ts';
import type { LocalCloud } from './local-cloud.ts';
import type { CandidateCall } from './safe-tools.ts';
import { candidateCalls } from './safe-tools.ts';
import { proveSigners } from './signed-calls.ts';
import type { ListedTool, Session, VerifiedCall } from './types.ts';
import { callWithWrongAccount } from './wrong-account.ts';

export interface CallPlan extends CallSettings {
  /** The one call that the user named. Default: every tool that surely only reads. */
  readonly call: { readonly tool: string; readonly arguments: Readonly<Record<string, unknown>> } | undefined;
  readonly cloud: LocalCloud | undefined;
}

/**
 * The calls of one session. `proven` are the calls of earlier sessions: what they showed of a tool is shown again over
 * this protocol version for one tool only.
 */
export async function makeCalls(
  session: Session,
  tools: readonly ListedTool[],
  plan: CallPlan,
  proven: readonly VerifiedCall[],
): Promise<VerifiedCall[]> {
  const calls: VerifiedCall[] = [];
  for (const candidate of chosen(tools, plan, proven)) {
    const made = await tryCandidate(session, candidate, plan);
    calls.push(...made);
    if (made.some(({ reason }) => /^(no answer|the server ended)/.test(reason))) break;
  }
  return calls;
}

async function tryCandidate(session: Session, candidate: CandidateCall, plan: CallPlan): Promise<VerifiedCall[]> {
  const refused = await callWithWrongAccount(session, candidate, plan, plan.cloud);
  const isNoCall = candidate.sampled && refused.outcome === 'unproven';
  if (!plan.cloud || isNoCall) return [refused];
  return [refused, ...(await proveSigners(session, candidate, plan, plan.cloud))];
}

function chosen(tools: readonly ListedTool[], plan: CallPlan, proven: readonly VerifiedCall[]): CandidateCall[] {
  if (plan.call) {
    const { call } = plan;
    return tools.some(({ name }) => name === call.tool) ? [{ ...call, sampled: false }] : [];
  }
  const candidates = candidateCalls(tools);
  if (proven.length === 0) return candidates;
  const best = candidates.find(({ tool }) => isProven(tool, proven)) ?? candidates[0];
  return best ? [best] : [];
}

/** Every call to the tool was what it had to be. */
function isProven(tool: string, calls: readonly VerifiedCall[]): boolean {
  return (
    calls.every((call) => call.tool !== tool || call.outcome === 'passed') && calls.some((call) => call.tool === tool)
  );
}
