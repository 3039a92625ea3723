import { type CallResult, type CallSettings, callTool } from './call-tool.ts';
import type { LocalCloud } from './local-cloud.ts';
import { PARAMETER } from './parameter.ts';
import type { CandidateCall } from './safe-tools.ts';
import type { Session, VerifiedCall } from './types.ts';

/** Calls for each account. Three accounts with four each were mixed up in 16 of 16 sessions of a server that can mix them up. */
const CALLS_EACH = 4;

export interface AlonePattern {
  readonly cloud: LocalCloud;
  /** How many AWS requests one call makes, by target; `undefined` is the server. */
  readonly requests: ReadonlyMap<string | undefined, number>;
}

/**
 * The same calls all at once. A server that keeps the account in `process.env`, or in a variable, passes every call alone and
 * mixes them up here: then some account signs more requests than its calls can have made.
 */
export async function callAtOnce(
  session: Session,
  candidate: CandidateCall,
  settings: CallSettings,
  { cloud, requests }: AlonePattern,
): Promise<VerifiedCall> {
  const mark = cloud.mark();
  const targets = Array.from({ length: CALLS_EACH }, () => [undefined, ...cloud.targets]).flat();
  const results = await Promise.all(
    targets.map((target) => {
      const args = { ...candidate.arguments, ...(target !== undefined && { [PARAMETER]: target }) };
      return callTool(session, candidate.tool, args, settings);
    }),
  );
  const failed = results.find(({ kind }) => kind === 'typed-error' || kind === 'no-answer');
  const counts = cloud.countsSince(mark);
  const presigners = await presignersOf(results, cloud);
  const reason = failed
    ? `${results.filter(({ kind }) => kind === failed.kind).length} of ${results.length} calls failed`
    : mixedUp(counts, { cloud, requests }) || mixedUpUrls(presigners, targets, cloud);
  return {
    kind: 'at-once',
    tool: candidate.tool,
    protocol: session.version,
    outcome: reason === '' ? 'passed' : 'failed',
    signedBy: [...new Set([...counts.keys(), ...presigners.flat()])].sort(),
    reason,
  };
}

function mixedUp(counts: ReadonlyMap<string, number>, { cloud, requests }: AlonePattern): string {
  const accounts = new Map([...requests].map(([target, count]) => [target ?? cloud.server, count * CALLS_EACH]));
  const excess = [...counts].find(([account, count]) => count > (accounts.get(account) ?? 0));
  if (!excess) return '';
  const [account, count] = excess;
  return `${account} signed ${count} requests where its calls make ${accounts.get(account) ?? 0}: accounts are mixed up`;
}

/** One after the other, when all have answered: each URL is tried as a request of its own. */
async function presignersOf(results: readonly CallResult[], cloud: LocalCloud): Promise<string[][]> {
  const signers: string[][] = [];
  for (const result of results) signers.push(result.kind === 'result' ? await cloud.presignersIn(result.text) : []);
  return signers;
}

/** The URLs of an answer are signed by its own account. */
function mixedUpUrls(
  presigners: readonly (readonly string[])[],
  targets: readonly (string | undefined)[],
  { server }: LocalCloud,
): string {
  for (const [index, signers] of presigners.entries()) {
    const expected = targets[index] ?? server;
    const other = signers.find((account) => account !== expected);
    if (other !== undefined) return `${other} signed a URL in the answer to ${expected}: accounts are mixed up`;
  }
  return '';
}
