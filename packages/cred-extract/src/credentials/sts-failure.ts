/** Why an STS call failed, as far as the answer differs for the person who must act. */
export type StsFailure = 'access-denied' | 'busy' | 'unreachable' | 'own-credentials' | 'invalid-request';

const FAILURE_BY_NAME: Readonly<Record<string, StsFailure>> = {
  AccessDenied: 'access-denied',
  AccessDeniedException: 'access-denied',
  CredentialsProviderError: 'own-credentials',
  ExpiredToken: 'own-credentials',
  ExpiredTokenException: 'own-credentials',
  IncompleteSignature: 'own-credentials',
  InvalidAccessKeyId: 'own-credentials',
  InvalidClientTokenId: 'own-credentials',
  MalformedPolicyDocument: 'invalid-request',
  RegionDisabledException: 'invalid-request',
  RequestTimeTooSkewed: 'own-credentials',
  SignatureDoesNotMatch: 'own-credentials',
  Throttling: 'busy',
  ThrottlingException: 'busy',
  TooManyRequestsException: 'busy',
  UnrecognizedClientException: 'own-credentials',
  ValidationError: 'invalid-request',
};

/** Sorts an error of the AWS SDK by its name; 5xx and network errors, which have many names, by their absence from the table. */
export function classifyStsFailure(error: unknown): StsFailure {
  const { name, $metadata } = (error ?? {}) as { name?: string; $metadata?: { httpStatusCode?: number } };
  const known = name === undefined ? undefined : FAILURE_BY_NAME[name];
  if (known) return known;
  const status = $metadata?.httpStatusCode;
  if (status === 429 || status === 503) return 'busy';
  return status !== undefined && status >= 400 && status < 500 ? 'invalid-request' : 'unreachable';
}

/** Whether the same call may succeed later without anybody changing anything. */
export function isTransient(failure: StsFailure): boolean {
  return failure === 'busy' || failure === 'unreachable';
}
