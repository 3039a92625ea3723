import type { AccountState } from '../account-state.ts';
import type { Accounts, Caller } from '../accounts.ts';
import type { AwsError } from '../aws-error.ts';
import type { HttpReply, HttpRequest } from '../http-message.ts';
import type { ErrorFamily } from '../signature/refusal.ts';
import type { LocalSessionTerms } from '../types.ts';

/** What a request asks for, read without trusting it: refused requests are recorded too. */
export interface Operation {
  /** AWS's name. */
  readonly name: string;
  /** The resource it names, if any. */
  readonly target?: string;
  /** Of AssumeRole. */
  readonly sessionTerms?: LocalSessionTerms;
}

/** An authenticated request. */
export interface Call {
  /** Its body is the decoded payload. */
  readonly request: HttpRequest;
  readonly operation: Operation;
  readonly caller: Caller;
  /** The caller's account: the only data the call may touch. */
  readonly account: AccountState;
  readonly accounts: Accounts;
  /** From the credential scope. */
  readonly region: string;
  readonly now: Date;
  readonly requestId: string;
}

export interface Service {
  readonly family: ErrorFamily;
  operation(request: HttpRequest): Operation;
  /** @throws AwsError when AWS would refuse. */
  answer(call: Call): HttpReply;
  refuse(error: AwsError, requestId: string): HttpReply;
}

/** One operation of a service whose protocol parses input and writes output. The protocol does not check the input's shape. */
export type OperationHandler<Output> = (input: never, call: Call) => Output;
