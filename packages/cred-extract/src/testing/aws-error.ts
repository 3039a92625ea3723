/** An answer that AWS refuses with. `code` is what the SDK makes the error's name of. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = statusOf(code)) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}

/**
 * Codes that do not answer 400. Source: "Common errors" of the AWS API references, and
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  BucketAlreadyExists: 409,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  InternalError: 500,
  InternalFailure: 500,
  InternalServerError: 500,
  InvalidRange: 416,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  ServiceException: 500,
  ServiceUnavailable: 503,
  ServiceUnavailableException: 503,
  SlowDown: 503,
  TooManyRequestsException: 429,
};

function statusOf(code: string): number {
  return STATUS[code] ?? 400;
}
