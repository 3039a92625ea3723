/** Why a request to Secrets Manager or KMS failed, as far as the answer differs for the person who must act. */
export type AwsFailure = 'not-found' | 'access-denied' | 'own-credentials' | 'no-region' | 'refused' | 'transient';

const FAILURE_BY_NAME: Readonly<Record<string, AwsFailure>> = {
  AccessDenied: 'access-denied',
  AccessDeniedException: 'access-denied',
  CredentialsProviderError: 'own-credentials',
  ExpiredToken: 'own-credentials',
  ExpiredTokenException: 'own-credentials',
  IncompleteSignature: 'own-credentials',
  IncompleteSignatureException: 'own-credentials',
  InvalidSignatureException: 'own-credentials',
  InvalidClientTokenId: 'own-credentials',
  MissingAuthenticationTokenException: 'own-credentials',
  NotFoundException: 'not-found',
  ResourceNotFoundException: 'not-found',
  SignatureDoesNotMatch: 'own-credentials',
  UnrecognizedClientException: 'own-credentials',
};

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
  const known = FAILURE_BY_NAME[name];
  if (known) return known;
  if (/region is missing/i.test(message)) return 'no-region';
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500 && status !== 429 && !PASSING.test(name) ? 'refused' : 'transient';
}

/** The end of a sentence that begins with the name of a setting. */
export const OWN_CREDENTIALS = "the server's own AWS credentials are missing, expired or wrong.";
export const NO_REGION = 'no AWS Region is known. Set AWS_REGION, or write the ARN.';
