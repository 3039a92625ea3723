import { AwsError } from './aws-error.ts';
import type { InjectedFailure } from './types.ts';

export interface FailureSubject {
  readonly service: string;
  readonly operation: string;
  readonly accountId: string;
}

/** Failures that tests ordered, each used up after its number of times. */
export class Failures {
  #pending: Array<{ failure: InjectedFailure; left: number }> = [];

  add(failure: InjectedFailure): void {
    this.#pending.push({ failure, left: failure.times });
  }

  /** @throws AwsError when a failure was ordered for this request. */
  check(subject: FailureSubject): void {
    const due = this.#pending.find(({ failure, left }) => left > 0 && matches(failure, subject));
    if (!due) return;
    due.left -= 1;
    this.#pending = this.#pending.filter(({ left }) => left > 0);
    throw new AwsError(due.failure.code, messageOf(due.failure.code));
  }
}

function matches(failure: InjectedFailure, subject: FailureSubject): boolean {
  const { service, operation, accountId } = failure;
  return (
    (service === undefined || service === subject.service) &&
    (operation === undefined || operation === subject.operation) &&
    (accountId === undefined || accountId === subject.accountId)
  );
}

/** AWS's usual wording. */
function messageOf(code: string): string {
  if (code.startsWith('AccessDenied')) return 'Access Denied';
  if (code.startsWith('Throttl')) return 'Rate exceeded';
  return `${code} was injected by the test.`;
}
