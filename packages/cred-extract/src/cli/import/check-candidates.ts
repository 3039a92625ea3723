import { type NewAccount, problemsOfAccount, problemsOfAccountId } from '../../accounts/new-account.ts';
import type { Candidate, ImportProblem, Reading } from './candidate.ts';

export interface CheckedImport {
  readonly accounts: readonly NewAccount[];
  /** In the order of the origin. */
  readonly problems: readonly ImportProblem[];
}

/** What can be imported, and everything that is wrong with the rest. */
export function checkCandidates({ candidates, problems }: Reading): CheckedImport {
  const firstPlaces = new Map<string, string>();
  const checked = candidates.map((candidate) => ({
    candidate,
    messages: [...messagesOf(candidate), ...repetitionOf(candidate, firstPlaces)],
  }));
  return {
    accounts: checked.filter(({ messages }) => messages.length === 0).map(({ candidate }) => candidate.account),
    problems: [
      ...problems,
      ...checked.flatMap(({ candidate: { place }, messages }) => messages.map((message) => ({ place, message }))),
    ],
  };
}

function messagesOf({ account, problems }: Candidate): readonly string[] {
  return [...problems, ...problemsOfAccount(account).map(({ text }) => text)];
}

/** Which of two entries is meant is nobody's guess to make; the later one is told. */
function repetitionOf({ account, place }: Candidate, firstPlaces: Map<string, string>): readonly string[] {
  if (problemsOfAccountId(account).length > 0) return [];
  const first = firstPlaces.get(account.account_id);
  if (first !== undefined) return [`account_id is that of ${first} too.`];
  firstPlaces.set(account.account_id, place);
  return [];
}
