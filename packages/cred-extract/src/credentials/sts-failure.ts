import { IDENTITY_FAILURES } from '../secrets/aws-failure.ts';

/** Why an STS call failed, as far as the answer differs for the person who must act. */
export type StsFailure =
  | 'access-denied'
  | 'tags-denied'
  | 'source-identity-denied'
  | 'busy'
  | 'unreachable'
  | 'own-credentials'
  | 'clock-skewed'
  | 'policy-too-large'
  | 'policy-invalid'
  | 'duration-too-long'
  | 'invalid-request';

const FAILURES = new Map<string, StsFailure>([
  ...Object.entries(IDENTITY_FAILURES),
  ['MalformedPolicyDocument', 'policy-invalid'],
  ['MalformedPolicyDocumentException', 'policy-invalid'],
  ['PackedPolicyTooLarge', 'policy-too-large'],
  ['PackedPolicyTooLargeException', 'policy-too-large'],
  ['RegionDisabledException', 'invalid-request'],
  ['RequestTimeTooSkewed', 'clock-skewed'],
  ['Throttling', 'busy'],
  ['ThrottlingException', 'busy'],
  ['TooManyRequestsException', 'busy'],
  ['ValidationError', 'invalid-request'],
]);

/** What only AWS's wording tells apart, by the failure that the name alone would mean. */
const WORDINGS: ReadonlyArray<readonly [failure: StsFailure, wording: RegExp, meaning: StsFailure]> = [
  ['access-denied', /\bsts:TagSession\b/, 'tags-denied'],
  ['access-denied', /\bsts:SetSourceIdentity\b/, 'source-identity-denied'],
  ['invalid-request', /MaxSessionDuration|session limit for roles assumed by role chaining/, 'duration-too-long'],
  ['own-credentials', /signature (?:expired|not yet current)|difference between the request time/i, 'clock-skewed'],
];

/** Sorts an error of the AWS SDK by its name; 5xx and network errors, which have many names, by their absence from the table. */
export function classifyStsFailure(error: unknown): StsFailure {
  const {
    name = '',
    message = '',
    $metadata,
  } = (error ?? {}) as {
    name?: string;
    message?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const known = FAILURES.get(name);
  if (known) return byWording(known, message);
  const status = $metadata?.httpStatusCode;
  if (status === 429 || status === 503) return 'busy';
  return status !== undefined && status >= 400 && status < 500 ? 'invalid-request' : 'unreachable';
}

function byWording(failure: StsFailure, message: string): StsFailure {
  return WORDINGS.find(([of, wording]) => of === failure && wording.test(message))?.[2] ?? failure;
}

/** Whether the same call may succeed later without anybody changing anything. */
export function isTransient(failure: StsFailure): boolean {
  return failure === 'busy' || failure === 'unreachable';
}
