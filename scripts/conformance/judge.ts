import { NOT_APPLICABLE } from './not-applicable.ts';
import type { Outcome } from './suite.ts';

/**
 * What is wrong with a run: a scenario that applies and fails, a listed one that passes or that the suite does not have.
 * Empty is good.
 */
export function judge(outcomes: readonly Outcome[], listed = NOT_APPLICABLE): string[] {
  const known = new Set(outcomes.map(({ scenario }) => scenario));
  const stale = Object.keys(listed).filter((scenario) => !known.has(scenario));
  return [
    ...outcomes.flatMap((outcome) => problemsOf(outcome, outcome.scenario in listed)),
    ...stale.map((scenario) => `${scenario} is listed, but the suite has no such scenario`),
  ];
}

function problemsOf({ scenario, complaints }: Outcome, listed: boolean): string[] {
  if (listed) return complaints.length === 0 ? [`${scenario} is listed as not applicable, but passes`] : [];
  return complaints.map((complaint) => `${scenario} fails: ${complaint}`);
}
