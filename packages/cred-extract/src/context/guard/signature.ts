/** How an outgoing request says by whom it is signed. */
export interface Signature {
  readonly accessKeyId: string;
  /** `query` for a presigned URL, which somebody else may have signed and handed over. */
  readonly place: 'header' | 'query';
}

/**
 * `AWS4-HMAC-SHA256 Credential=<key>/…`, or `AWS4-ECDSA-P256-SHA256 …` for SigV4a. Bounded, because the time of an unbounded
 * search grows with the square of a header that says `Credential=` over and over.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
const ALGORITHM = /\bAWS4-[A-Z0-9-]{1,32}\s/i;
const CREDENTIAL = /\bCredential=([^/\s,]{1,128})\//i;

/** Before SigV4, S3 was asked with `AWS <key>:<signature>`. */
const OLD_SIGNATURE = /^\s*AWS\s+([^:\s]{1,128}):/i;

/** `X-Amz-Credential=<key>%2F…`, and `AWSAccessKeyId=<key>` of the old query authentication. */
const QUERY = /[?&](?:X-Amz-Credential|AWSAccessKeyId)=([^&%/#\s]{1,128})/i;

/**
 * Every AWS signature that a request carries.
 *
 * @param authorization the value of the header, in whatever form the HTTP library keeps it
 * @param path the path with its query
 */
export function signaturesOf(authorization: unknown, path: unknown): readonly Signature[] {
  const header = textOf(authorization);
  const headerKey = header === undefined ? undefined : keyOfHeader(header);
  const queryKey = typeof path === 'string' ? QUERY.exec(path)?.[1] : undefined;
  return [
    ...(headerKey === undefined ? [] : [{ accessKeyId: headerKey, place: 'header' } as const]),
    ...(queryKey === undefined ? [] : [{ accessKeyId: queryKey, place: 'query' } as const]),
  ];
}

function keyOfHeader(header: string): string | undefined {
  return (ALGORITHM.test(header) ? CREDENTIAL : OLD_SIGNATURE).exec(header)?.[1];
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return Buffer.isBuffer(value) ? value.toString('latin1') : undefined;
}

/** The `Authorization` line of a block of headers as it goes over the wire. */
export function authorizationOfBlock(block: string): string | undefined {
  return /^authorization:[ \t]*([^\r\n]*)/im.exec(block)?.[1];
}

/** The value of `Authorization` in a flat list of names and values. */
export function authorizationOfList(headers: readonly unknown[]): unknown {
  for (let index = 0; index + 1 < headers.length; index += 2) {
    if (textOf(headers[index])?.toLowerCase() === 'authorization') return headers[index + 1];
  }
  return undefined;
}

/** The same in an object, whatever the case of its names. */
export function authorizationOfObject(headers: object): unknown {
  for (const [name, value] of Object.entries(headers)) {
    if (name.length === 13 && name.toLowerCase() === 'authorization') return value;
  }
  return undefined;
}
