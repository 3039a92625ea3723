import type { Caller } from '../accounts.ts';
import { AwsError } from '../aws-error.ts';
import { identifierFor } from '../identifier.ts';
import { type QueryInput, queryInput, queryService } from '../protocols/query-xml.ts';
import type { XmlValue } from '../protocols/xml.ts';
import type { LocalRole } from '../types.ts';
import type { Call, Service } from './service.ts';
import { checkedTerms, readTerms } from './sts-terms.ts';

/** Source of names, limits and messages: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const operations = queryService(
  { AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity },
  'https://sts.amazonaws.com/doc/2011-06-15/',
);

/** Records what sessions are asked for. */
export const sts: Service = {
  ...operations,
  operation: (request) => {
    const operation = operations.operation(request);
    return operation.name === 'AssumeRole' ? { ...operation, sessionTerms: readTerms(queryInput(request)) } : operation;
  },
};

const CHAINED_SESSION_LIMIT = 3600;
const SHORTEST_SESSION = 900;
const LONGEST_SESSION = 43_200;

function assumeRole(input: QueryInput, call: Call): XmlValue {
  const arn = parseRoleArn(input.RoleArn ?? '');
  const sessionName = validSessionName(input.RoleSessionName ?? '');
  const requested = validDuration(input.DurationSeconds);
  const terms = checkedTerms(readTerms(input));
  const role = call.accounts.find(arn.accountId)?.roles.get(arn.roleName);
  const refuse = (action: string) => notAuthorized(call.caller, action, arn.text);
  if (!role || !trusts(role, call.caller.accountId, input.ExternalId)) throw refuse('sts:AssumeRole');
  for (const action of terms.neededActions) if (role.missingActions?.includes(action)) throw refuse(action);
  const seconds = sessionDuration(requested, role, call.caller);
  const expiration = new Date(call.now.getTime() + seconds * 1000);
  const session = call.accounts.openSession(arn.accountId, { roleName: role.name, sessionName }, expiration);
  return {
    AssumedRoleUser: { AssumedRoleId: userId(session), Arn: callerArn(session) },
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: expiration,
    },
    PackedPolicySize: terms.packedPolicySize,
  };
}

function getCallerIdentity(_input: QueryInput, { caller }: Call): XmlValue {
  return { Arn: callerArn(caller), UserId: userId(caller), Account: caller.accountId };
}

function parseRoleArn(text: string): { text: string; accountId: string; roleName: string } {
  const [, accountId, roleName] =
    /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:[\x21-\x7e]+\/)?([\w+=,.@-]+)$/.exec(text) ?? [];
  if (accountId === undefined || roleName === undefined) throw validationError(`${text} is invalid`);
  return { text, accountId, roleName };
}

function validSessionName(name: string): string {
  if (/^[\w+=,.@-]{2,64}$/.test(name)) return name;
  throw constraintError('roleSessionName', name, 'Member must satisfy regular expression pattern: [\\w+=,.@-]*');
}

function validDuration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!(seconds >= SHORTEST_SESSION)) {
    throw constraintError(
      'durationSeconds',
      text,
      `Member must have value greater than or equal to ${SHORTEST_SESSION}`,
    );
  }
  if (seconds > LONGEST_SESSION) {
    throw constraintError('durationSeconds', text, `Member must have value less than or equal to ${LONGEST_SESSION}`);
  }
  return seconds;
}

function trusts(role: LocalRole, accountId: string, externalId: string | undefined): boolean {
  if (role.denied) return false;
  if (role.trustedAccounts && !role.trustedAccounts.includes(accountId)) return false;
  return role.externalId === undefined || role.externalId === externalId;
}

/** Without a duration AWS gives an hour, or less where the role allows less. */
function sessionDuration(requested: number | undefined, role: LocalRole, caller: Caller): number {
  const allowed = role.maxSessionDuration ?? 3600;
  if (requested === undefined) return Math.min(CHAINED_SESSION_LIMIT, allowed);
  if (caller.session && requested > CHAINED_SESSION_LIMIT) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (requested > allowed) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return requested;
}

/** AWS says the same of a role that does not exist and of one that does not trust the caller. */
function notAuthorized(caller: Caller, action: string, roleArn: string): AwsError {
  const message = `User: ${callerArn(caller)} is not authorized to perform: ${action} on resource: ${roleArn}`;
  return new AwsError('AccessDenied', message);
}

function callerArn({ accountId, session }: Caller): string {
  if (!session) return `arn:aws:iam::${accountId}:user/local`;
  return `arn:aws:sts::${accountId}:assumed-role/${session.roleName}/${session.sessionName}`;
}

function userId({ accountId, session }: Caller): string {
  if (!session) return `AIDA${identifierFor(`user ${accountId}`)}`;
  return `AROA${identifierFor(`role ${accountId} ${session.roleName}`)}:${session.sessionName}`;
}

function constraintError(field: string, value: string, constraint: string): AwsError {
  return validationError(
    `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: ${constraint}`,
  );
}

function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
