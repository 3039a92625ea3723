type Environment = Readonly<Record<string, string | undefined>>;

/** Names of variables whose values must not be repeated, whatever they hold. */
const SECRET_NAME = /key|secret|token|password|passwd|credential|auth|database_url|connection|external_id|role_arn/i;
/** Shorter values are words such as `true` that stand in any text. */
const SHORTEST_SECRET = 6;

const PATTERNS: ReadonlyArray<readonly [pattern: RegExp, replacement: string]> = [
  [/arn:aws[\w-]*:(?:iam|sts):[^\s"',;)]+/gi, '[arn]'],
  // Unique identifiers of IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  [/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{8,}\b/g, '[key-id]'],
  [/\bgAAAA[\w-]{20,}={0,2}/g, '[ciphertext]'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1[credentials]@'],
  [/\b(bearer\s+)[^\s"',;)]+/gi, '$1[redacted]'],
  // Not every `key:` and `id:`: validators name the keys that they refuse, and that must stay readable.
  [
    /\b((?:\w*[_-])?(?:(?:access|api|secret|private|encryption|session)[ _-]?)+(?:key|token)|\w*(?:secret|password|passwd|token)|external[ _-]?id)(["']?\s*[:=]\s*["']?)[^\s"',;)]+/gi,
    '$1$2[redacted]',
  ],
];

/** Removes from text of a server the secrets of its environment, and what looks like one. */
export function redactorOf(env: Environment): (text: string) => string {
  const secrets = Object.entries(env)
    .filter(([name, value]) => SECRET_NAME.test(name) && value !== undefined && value.length >= SHORTEST_SECRET)
    .map(([, value]) => value as string)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    const known = secrets.reduce((result, secret) => result.replaceAll(secret, '[redacted]'), text);
    return PATTERNS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), known);
  };
}
