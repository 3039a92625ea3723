/** Why a request to Secrets Manager or KMS failed, as far as the answer differs for the person who must act. */
export type AwsFailure = 'not-found' | 'access-denied' | 'own-credentials' | 'no-region' | 'refused' | 'transient';

/** What every service of AWS says of the identity that asks, in its older and its newer protocol. */
export const IDENTITY_FAILURES = {
  AccessDenied: 'access-denied',
  AccessDeniedException: 'access-denied',
  CredentialsProviderError: 'own-credentials',
  ExpiredToken: 'own-credentials',
  ExpiredTokenException: 'own-credentials',
  IncompleteSignature: 'own-credentials',
  IncompleteSignatureException: 'own-credentials',
  InvalidAccessKeyId: 'own-credentials',
  InvalidClientTokenId: 'own-credentials',
  InvalidSignatureException: 'own-credentials',
  MissingAuthenticationTokenException: 'own-credentials',
  SignatureDoesNotMatch: 'own-credentials',
  UnrecognizedClientException: 'own-credentials',
} as const;

const FAILURES = new Map<string, AwsFailure>([
  ...Object.entries(IDENTITY_FAILURES),
  ['NotFoundException', 'not-found'],
  ['ResourceNotFoundException', 'not-found'],
]);

/** Names that come with status 400 and pass. */
const PASSING = /^(?:Throttl|TooManyRequests|LimitExceeded|RequestLimitExceeded|RequestTimeout)/;

/** Sorts an error of the AWS SDK. 5xx and network errors, which have many names, are what is left. */
export function classifyAwsFailure(error: unknown): AwsFailure {
  const {
    name = '',
    message = '',
    $metadata,
  } = (error ?? {}) as Partial<Error> & {
    $metadata?: { httpStatusCode?: number };
  };
  const known = FAILURES.get(name);
  if (known) return known;
  if (/region is missing/i.test(message)) return 'no-region';
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500 && status !== 429 && !PASSING.test(name) ? 'refused' : 'transient';
}

/** The end of a sentence that begins with the name of a setting. */
export const OWN_CREDENTIALS = "the server's own AWS credentials are missing, expired or wrong.";
export const NO_REGION = 'no AWS Region is known. Set AWS_REGION, or write the ARN.';
