import type { Accounts, Caller } from './accounts.ts';
import { AwsError } from './aws-error.ts';
import type { Failures } from './failures.ts';
import type { HttpReply, HttpRequest } from './http-message.ts';
import { serviceFor } from './services/router.ts';
import type { Operation, Service } from './services/service.ts';
import { readClaim, type SignatureClaim } from './signature/claim.ts';
import { refusalError } from './signature/refusal.ts';
import { type Verification, verify } from './signature/verify.ts';
import type { SignedRequest } from './types.ts';

export interface World {
  readonly accounts: Accounts;
  readonly failures: Failures;
  readonly now: Date;
  readonly requestId: string;
}

/** The answer to one request, and what is remembered of it. */
export function respond(request: HttpRequest, world: World): { reply: HttpReply; record: SignedRequest } {
  const claim = readClaim(request);
  const scope = typeof claim === 'string' ? { service: 'unknown', region: 'unknown', accessKeyId: undefined } : claim;
  const service = serviceFor(request, scope.service);
  const operation = service.operation(request);
  const outcome = attempt(request, world, service, operation);
  return { reply: outcome.reply, record: record(world, scope, operation, outcome) };
}

type Scope = Pick<SignatureClaim, 'service' | 'region'> & { readonly accessKeyId: string | undefined };

interface Outcome {
  readonly reply: HttpReply;
  /** Absent when the signature was refused. */
  readonly caller?: Caller;
  readonly errorCode?: string;
}

function attempt(request: HttpRequest, world: World, service: Service, operation: Operation): Outcome {
  let caller: Caller | undefined;
  try {
    const accepted = authenticate(request, world, service);
    caller = accepted.identity;
    const { region, service: signingName } = accepted.claim;
    const { accountId } = caller;
    world.failures.check({ service: signingName, operation: operation.name, accountId });
    const account = world.accounts.get(accountId);
    const reply = service.answer({
      ...world,
      request: { ...request, body: accepted.body },
      operation,
      caller,
      account,
      region,
    });
    return { reply, caller };
  } catch (error) {
    const awsError = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error));
    const reply = service.refuse(awsError, world.requestId);
    return { reply, errorCode: awsError.code, ...(caller && { caller }) };
  }
}

function authenticate(request: HttpRequest, { accounts, now }: World, service: Service): Accepted {
  const verification = verify(request, (accessKeyId) => accounts.callerOf(accessKeyId), now);
  if (verification.verdict !== 'accepted') throw refusalError(verification.verdict, service.family);
  return verification;
}

type Accepted = Extract<Verification<Caller>, { verdict: 'accepted' }>;

function record(world: World, scope: Scope, operation: Operation, outcome: Outcome): SignedRequest {
  const { caller, reply, errorCode } = outcome;
  return {
    time: world.now,
    accountId: caller?.accountId,
    principal: caller && (caller.session?.roleName ?? 'key'),
    accessKeyId: scope.accessKeyId,
    service: scope.service,
    operation: operation.name,
    region: scope.region,
    ...(operation.target !== undefined && { target: operation.target }),
    ...(operation.sessionTerms && { sessionTerms: operation.sessionTerms }),
    status: reply.status,
    ...(errorCode !== undefined && { errorCode }),
  };
}
