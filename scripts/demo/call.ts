import type { LocalAws, SignedRequest } from '@mcp-multi-account/cred-extract/testing';
import type { DemoAccount } from './accounts.ts';
import type { Answer, ConvertedServer } from './converted-server.ts';
import type { DemoTool } from './tools.ts';
import { type Expected, judge, type Verdict } from './verdict.ts';

export interface PlannedCall {
  readonly tool: DemoTool;
  /** Whose resources the arguments name. */
  readonly account: DemoAccount;
  /** `target_account_id`; absent for the server's own account. */
  readonly target: string | undefined;
  readonly expected: Expected;
}

export interface JudgedCall {
  readonly planned: PlannedCall;
  readonly answer: Answer;
  readonly verdict: Verdict;
}

export interface CallContext {
  readonly aws: LocalAws;
  readonly accounts: readonly DemoAccount[];
  readonly server: ConvertedServer;
}

/** One call with nothing beside it: every AWS request of that time is its own, so that its signers are known. */
export async function callAlone(context: CallContext, planned: PlannedCall): Promise<JudgedCall> {
  const first = context.aws.requests.length;
  const answer = await answerTo(context, planned);
  return judged(context, planned, answer, signersOf(requestsSince(context.aws, first)));
}

/** Calls at once: each is judged by its data, and all together by who signed (`signedBeyondAsked`). */
export function callTogether(context: CallContext, calls: readonly PlannedCall[]): Promise<JudgedCall[]> {
  return Promise.all(calls.map(async (planned) => judged(context, planned, await answerTo(context, planned))));
}

/** Requests to the services of the tools: the library itself speaks to STS only. */
export function requestsSince(aws: LocalAws, first: number): readonly SignedRequest[] {
  return aws.requests.slice(first).filter(({ service }) => service !== 'sts');
}

export function signersOf(requests: readonly SignedRequest[]): string[] {
  return requests.map(({ accountId }) => accountId ?? 'nobody known');
}

function answerTo({ server }: CallContext, { tool, account, target }: PlannedCall): Promise<Answer> {
  return server.call(tool.name, tool.arguments(account), target);
}

function judged({ accounts }: CallContext, planned: PlannedCall, answer: Answer, signers?: string[]): JudgedCall {
  const { errorType, text } = answer;
  const owners = errorType === undefined ? planned.tool.ownersOf(text, accounts) : [];
  const outcome = { owners, ...(errorType !== undefined && { errorType }), ...(signers && { signers }) };
  return { planned, answer, verdict: judge(planned.expected, outcome) };
}
