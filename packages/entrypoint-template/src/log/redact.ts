/**
 * What must not stand in a log line, each with what replaces it. The library has the same rules for its own messages; a
 * server that does not use it is logged all the same.
 */
const PATTERNS: ReadonlyArray<readonly [pattern: RegExp, replacement: string]> = [
  [/arn:aws[\w-]*:(?:iam|sts):[^\s"',;)]+/gi, '[arn]'],
  // Unique identifiers of keys, roles and users: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  [/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{8,}\b/g, '[key-id]'],
  // A JSON Web Token: https://www.rfc-editor.org/rfc/rfc7519
  [/\beyJ[\w-]{10,}\.[\w-]+(?:\.[\w-]*)?/g, '[token]'],
  [/\bgAAAA[\w-]{20,}={0,2}/g, '[ciphertext]'],
  [/\b(?:gcm|kms)1\.[\w-]+\.[\w.-]{20,}/g, '[ciphertext]'],
  // Bounded, because each of many starts would otherwise look at all the rest; to the last @, which a password may hold.
  [/(\b[a-z][a-z0-9+.-]{0,30}:\/\/)\S{1,300}@/gi, '$1[credentials]@'],
  [/\b(bearer|basic)\s+[\w.~+/-]{8,}=*/gi, '$1 [redacted]'],
  [/\b(external[ _-]?id|password|secret|token)(["']?\s*[:=]\s*["']?)[^\s"',;)]+/gi, '$1$2[redacted]'],
];

/** Characters of one text that are kept: a log must not grow with what somebody else wrote. */
const MAX_TEXT = 2_000;

/** `text` without role ARNs, key IDs, tokens, ciphertexts, URL passwords and labelled secrets. */
export function redact(text: string): string {
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  return PATTERNS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), short);
}
