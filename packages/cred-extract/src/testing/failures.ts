import { AwsError } from './aws-error.ts';
import { Orders, type Subject } from './orders.ts';
import type { InjectedFailure } from './types.ts';

/** Failures that tests ordered. */
export class Failures {
  readonly #orders = new Orders<InjectedFailure>();

  add(failure: InjectedFailure): void {
    this.#orders.add(failure);
  }

  /** @throws AwsError when a failure was ordered for this request. */
  check(subject: Subject): void {
    const failure = this.#orders.take(subject);
    if (failure) throw new AwsError(failure.code, messageOf(failure.code));
  }
}

/** AWS's usual wording. */
function messageOf(code: string): string {
  if (code.startsWith('AccessDenied')) return 'Access Denied';
  if (code.startsWith('Throttl')) return 'Rate exceeded';
  return `${code} was injected by the test.`;
}
