import type { NewAccount } from '../../accounts/new-account.ts';

/** Something that cannot be imported as it is. */
export interface ImportProblem {
  /** `line 3`, `profile production` or `account 111111111111`. */
  readonly place: string;
  readonly message: string;
}

/** An account as its origin has it, not checked yet: a field may be of any kind. */
export interface Candidate {
  readonly place: string;
  readonly account: NewAccount;
  /** What was found wrong while it was read. */
  readonly problems: readonly string[];
}

/** What was read, and what kept more from being read. */
export interface Reading {
  readonly candidates: readonly Candidate[];
  readonly problems: readonly ImportProblem[];
}
