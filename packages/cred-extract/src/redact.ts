/** Patterns of what must never stand in a message or a log line, each with what replaces it. */
const PATTERNS: ReadonlyArray<readonly [pattern: RegExp, replacement: string]> = [
  [/arn:aws[\w-]*:(?:iam|sts):[^\s"',;)]+/gi, '[arn]'],
  // Unique identifiers of keys, roles and users: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  [/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{8,}\b/g, '[key-id]'],
  // A JSON Web Token: https://www.rfc-editor.org/rfc/rfc7519
  [/\beyJ[\w-]{10,500}\.[\w-]+(?:\.[\w-]*)?/g, '[token]'],
  [/\bgAAAA[\w-]{20,}={0,2}/g, '[ciphertext]'],
  [/\b(?:gcm|kms)1\.[\w-]+\.[\w.-]{20,}/g, '[ciphertext]'],
  // Bounded, because each of many starts would otherwise look at all the rest; to the last @, which a password may hold.
  [/(\b[a-z][a-z0-9+.-]{0,30}:\/\/)\S{1,300}@/gi, '$1[credentials]@'],
  [/\b(external[ _-]?id|password|secret|token)(["']?\s*[:=]\s*["']?)[^\s"',;)]+/gi, '$1$2[redacted]'],
];

/** Characters of a message that is kept: nobody reads more, and a log must not grow with what somebody else wrote. */
const MAX_MESSAGE = 2_000;
const MAX_FRAMES = 20;
const MAX_FRAME = 300;

/** `text` without role ARNs, key IDs, ciphertexts, URL passwords and labelled secrets. */
export function redact(text: string): string {
  return PATTERNS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/**
 * A copy of an error that may be logged. AWS and database errors repeat role ARNs and connection strings in their
 * messages and carry whole responses as properties, so only the name, the redacted message and harmless codes stay.
 */
export function redactedCause(cause: unknown): Error {
  try {
    return copyOf(cause, 0);
  } catch {
    // An object whose text or properties cannot be read: reporting a failure must not fail.
    return new Error('a cause that cannot be read');
  }
}

function copyOf(cause: unknown, depth: number): Error {
  if (!(cause instanceof Error)) return new Error(readable(String(cause)));
  const copy = new Error(readable(cause.message));
  copy.name = readable(String(cause.name));
  copy.stack = `${copy.name}: ${copy.message}\n${stackFrames(cause)}`;
  Object.assign(copy, harmlessDetails(cause));
  if (cause.cause !== undefined && depth < 4) copy.cause = copyOf(cause.cause, depth + 1);
  return copy;
}

function readable(message: string): string {
  const text = redact(message);
  return text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}…` : text;
}

/** Stack lines only: the head of a stack repeats the message. */
function stackFrames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, MAX_FRAMES)
    .map((line) => line.slice(0, MAX_FRAME))
    .join('\n');
}

function harmlessDetails(error: object): { code?: string; awsRequestId?: string; httpStatusCode?: number } {
  const { code, $metadata } = error as {
    code?: unknown;
    $metadata?: { requestId?: unknown; httpStatusCode?: unknown };
  };
  return {
    ...(typeof code === 'string' && { code: readable(code) }),
    ...(typeof $metadata?.requestId === 'string' && { awsRequestId: readable($metadata.requestId) }),
    ...(typeof $metadata?.httpStatusCode === 'number' && { httpStatusCode: $metadata.httpStatusCode }),
  };
}
