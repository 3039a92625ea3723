/** Patterns of what must never stand in a message or a log line, each with what replaces it. */
const PATTERNS: ReadonlyArray<readonly [pattern: RegExp, replacement: string]> = [
  [/arn:aws[\w-]*:(?:iam|sts):[^\s"',;)]+/gi, '[arn]'],
  // Unique identifiers of keys, roles and users: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  [/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{8,}\b/g, '[key-id]'],
  [/\bgAAAA[\w-]{20,}={0,2}/g, '[ciphertext]'],
  [/\b(?:gcm|kms)1\.[\w-]+\.[\w.-]{20,}/g, '[ciphertext]'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1[credentials]@'],
  [/\b(external[ _-]?id|password|secret|token)(["']?\s*[:=]\s*["']?)[^\s"',;)]+/gi, '$1$2[redacted]'],
];

/** `text` without role ARNs, key IDs, ciphertexts, URL passwords and labelled secrets. */
export function redact(text: string): string {
  return PATTERNS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/**
 * A copy of an error that may be logged. AWS and database errors repeat role ARNs and connection strings in their
 * messages and carry whole responses as properties, so only the name, the redacted message and harmless codes stay.
 */
export function redactedCause(cause: unknown, depth = 0): Error {
  if (!(cause instanceof Error)) return new Error(redact(String(cause)));
  const copy = new Error(redact(cause.message));
  copy.name = cause.name;
  copy.stack = `${cause.name}: ${copy.message}\n${stackFrames(cause)}`;
  Object.assign(copy, harmlessDetails(cause));
  if (cause.cause !== undefined && depth < 4) copy.cause = redactedCause(cause.cause, depth + 1);
  return copy;
}

/** Stack lines only: the head of a stack repeats the message. */
function stackFrames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
}

function harmlessDetails(error: object): { code?: string; awsRequestId?: string; httpStatusCode?: number } {
  const { code, $metadata } = error as {
    code?: unknown;
    $metadata?: { requestId?: unknown; httpStatusCode?: unknown };
  };
  return {
    ...(typeof code === 'string' && { code: redact(code) }),
    ...(typeof $metadata?.requestId === 'string' && { awsRequestId: $metadata.requestId }),
    ...(typeof $metadata?.httpStatusCode === 'number' && { httpStatusCode: $metadata.httpStatusCode }),
  };
}
