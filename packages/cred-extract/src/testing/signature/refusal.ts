import { AwsError } from '../aws-error.ts';

/** Why a request is not accepted as signed. */
export type Refusal =
  | 'unsigned'
  | 'malformed'
  | 'unknown-key'
  | 'wrong-token'
  | 'expired-session'
  | 'skewed-clock'
  | 'expired-url'
  | 'unsigned-headers'
  | 'wrong-payload-hash'
  | 'wrong-signature';

/** Services of one family word the same refusal alike. */
export type ErrorFamily = 'query' | 'json' | 'rest-json' | 's3';

type Wording = Exclude<ErrorFamily, 'rest-json'>;

/**
 * Codes as AWS gives them: the query services' and S3's "Common errors" and DynamoDB's, which the other JSON services
 * share. https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
const CODES: Readonly<Record<Refusal, Readonly<Record<Wording, string>>>> = {
  unsigned: {
    query: 'MissingAuthenticationToken',
    json: 'MissingAuthenticationTokenException',
    s3: 'MissingAuthenticationToken',
  },
  malformed: {
    query: 'IncompleteSignature',
    json: 'IncompleteSignatureException',
    s3: 'AuthorizationHeaderMalformed',
  },
  'unknown-key': { query: 'InvalidClientTokenId', json: 'UnrecognizedClientException', s3: 'InvalidAccessKeyId' },
  'wrong-token': { query: 'InvalidClientTokenId', json: 'UnrecognizedClientException', s3: 'InvalidToken' },
  'expired-session': { query: 'ExpiredToken', json: 'ExpiredTokenException', s3: 'ExpiredToken' },
  'skewed-clock': { query: 'SignatureDoesNotMatch', json: 'InvalidSignatureException', s3: 'RequestTimeTooSkewed' },
  'expired-url': { query: 'SignatureDoesNotMatch', json: 'InvalidSignatureException', s3: 'AccessDenied' },
  'unsigned-headers': { query: 'SignatureDoesNotMatch', json: 'InvalidSignatureException', s3: 'AccessDenied' },
  'wrong-payload-hash': {
    query: 'SignatureDoesNotMatch',
    json: 'InvalidSignatureException',
    s3: 'XAmzContentSHA256Mismatch',
  },
  'wrong-signature': { query: 'SignatureDoesNotMatch', json: 'InvalidSignatureException', s3: 'SignatureDoesNotMatch' },
};

const MESSAGES: Readonly<Record<Refusal, string>> = {
  unsigned: 'Request is missing Authentication Token',
  malformed: 'The request signature does not conform to AWS standards.',
  'unknown-key': 'The security token included in the request is invalid.',
  'wrong-token': 'The security token included in the request is invalid.',
  'expired-session': 'The security token included in the request is expired',
  'skewed-clock': 'The difference between the request time and the current time is too large.',
  'expired-url': 'Request has expired',
  'unsigned-headers': 'There were headers present in the request which were not signed',
  'wrong-payload-hash': "The provided 'x-amz-content-sha256' header does not match what was computed.",
  'wrong-signature':
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
};

export function refusalError(refusal: Refusal, family: ErrorFamily): AwsError {
  const code = CODES[refusal][family === 'rest-json' ? 'json' : family];
  return new AwsError(code, MESSAGES[refusal], statusOf(refusal, family));
}

/** JSON RPC services refuse with 400, the others with 403 but for what S3 calls a bad request. */
function statusOf(refusal: Refusal, family: ErrorFamily): number {
  if (family === 'json') return 400;
  return family === 's3' && S3_BAD_REQUESTS.includes(refusal) ? 400 : 403;
}

const S3_BAD_REQUESTS: readonly Refusal[] = ['malformed', 'wrong-token', 'expired-session', 'wrong-payload-hash'];
