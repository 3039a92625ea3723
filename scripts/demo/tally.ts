import type { JudgedCall } from './call.ts';
import { signedBeyondAsked } from './verdict.ts';

/** Calls made at once, and who signed the requests of all of them. */
export interface Burst {
  readonly calls: readonly JudgedCall[];
  readonly signers: readonly string[];
}

export interface Tally {
  readonly calls: number;
  readonly wrong: number;
  /** What else should not be, a line each. */
  readonly problems: readonly string[];
}

/** Counts the calls, and those that ran in the wrong account by their data or by their signature. */
export function tally(alone: readonly JudgedCall[], bursts: readonly Burst[], problems: readonly string[]): Tally {
  const all = [...alone, ...bursts.flatMap(({ calls }) => calls)];
  const wrong = wrongIn(alone) + bursts.reduce((sum, burst) => sum + wrongInBurst(burst), 0);
  return { calls: all.length, wrong, problems: [...problems, ...all.flatMap(problemOf), ...bursts.flatMap(unsigned)] };
}

function wrongIn(calls: readonly JudgedCall[]): number {
  return calls.filter(({ verdict }) => verdict === 'wrong account').length;
}

/** A call may show by its data, by its signature or by both; in a burst it is counted once. */
function wrongInBurst({ calls, signers }: Burst): number {
  return Math.max(
    wrongIn(calls),
    signedBeyondAsked(
      calls.map(({ planned }) => planned.account.accountId),
      signers,
    ),
  );
}

function problemOf({ verdict, planned, answer }: JudgedCall): string[] {
  if (verdict === 'right') return [];
  return [`${planned.tool.name} for ${planned.target ?? 'the own account'}: ${verdict}: ${oneLine(answer.text)}`];
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 300);
}

/** A call whose request nobody saw did not reach this AWS at all. */
function unsigned({ calls, signers }: Burst): string[] {
  if (signers.length === calls.length) return [];
  return [`${calls.length} calls at once made ${signers.length} AWS requests, not one each`];
}
