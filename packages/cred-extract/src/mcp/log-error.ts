import { reportedRequestId } from '../context/request-context.ts';
import type { Environment } from '../environment.ts';
import type { CredentialExtractionError } from '../errors.ts';
import { printable } from '../printable.ts';

/**
 * One JSON line on stderr for a call that failed before its handler ran: the tool result shows the same `request_id`, and
 * the line adds what AWS or the database called the failure. stdout belongs to the protocol. `LOG_LEVEL=silent` ends it.
 */
export function logAccountError(error: CredentialExtractionError, env: Environment = process.env): void {
  if (env.LOG_LEVEL?.toLowerCase() === 'silent') return;
  const line = {
    time: new Date().toISOString(),
    level: 'error',
    source: 'cred-extract',
    code: error.code,
    message: error.message,
    request_id: reportedRequestId(error),
    ...causeOf(error),
  };
  process.stderr.write(`${printable(JSON.stringify(line))}\n`);
}

/** The cause is a redacted copy, see `redactedCause`. */
function causeOf({ cause }: CredentialExtractionError) {
  if (!(cause instanceof Error)) return {};
  const { awsRequestId } = cause as { awsRequestId?: string };
  return {
    cause: cause.name,
    detail: cause.message,
    ...(awsRequestId !== undefined && { aws_request_id: awsRequestId }),
  };
}
