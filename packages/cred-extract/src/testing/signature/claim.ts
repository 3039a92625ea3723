import type { HttpRequest } from '../http-message.ts';
import { queryValue } from '../http-message.ts';

/** What a signed request says of its signature, not yet verified. */
export interface SignatureClaim {
  readonly kind: 'header' | 'query';
  readonly accessKeyId: string;
  /** `YYYYMMDD` of the credential scope. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Lower-case names, in the order given. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly timestamp: string;
  readonly sessionToken: string | undefined;
  /** Seconds that a presigned URL is valid. */
  readonly expires: number | undefined;
}

export const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * The claim of a header-signed or presigned request; `unsigned` when there is none, `malformed` when it cannot be read.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export function readClaim(request: HttpRequest): SignatureClaim | 'unsigned' | 'malformed' {
  const authorization = request.headers.authorization;
  if (authorization !== undefined) return fromHeader(authorization, request) ?? 'malformed';
  if (queryValue(request, 'X-Amz-Algorithm') !== undefined) return fromQuery(request) ?? 'malformed';
  return 'unsigned';
}

function fromHeader(authorization: string, request: HttpRequest): SignatureClaim | undefined {
  if (!authorization.startsWith(`${ALGORITHM} `)) return undefined;
  const fields = new Map(
    authorization
      .slice(ALGORITHM.length)
      .split(',')
      .map((field) => {
        const mark = field.indexOf('=');
        return [field.slice(0, mark).trim(), field.slice(mark + 1).trim()] as const;
      }),
  );
  return claim('header', {
    credential: fields.get('Credential'),
    signedHeaders: fields.get('SignedHeaders'),
    signature: fields.get('Signature'),
    timestamp: request.headers['x-amz-date'] ?? dateHeader(request.headers.date),
    sessionToken: request.headers['x-amz-security-token'],
    expires: undefined,
  });
}

function fromQuery(request: HttpRequest): SignatureClaim | undefined {
  const expires = queryValue(request, 'X-Amz-Expires');
  // Only S3 insists on an expiry, and the SDK always sets one.
  if (queryValue(request, 'X-Amz-Algorithm') !== ALGORITHM || !/^\d{1,6}$/.test(expires ?? '')) return undefined;
  return claim('query', {
    credential: queryValue(request, 'X-Amz-Credential'),
    signedHeaders: queryValue(request, 'X-Amz-SignedHeaders'),
    signature: queryValue(request, 'X-Amz-Signature'),
    timestamp: queryValue(request, 'X-Amz-Date'),
    sessionToken: queryValue(request, 'X-Amz-Security-Token') ?? request.headers['x-amz-security-token'],
    expires: Number(expires),
  });
}

interface ClaimFields {
  readonly credential: string | undefined;
  readonly signedHeaders: string | undefined;
  readonly signature: string | undefined;
  readonly timestamp: string | undefined;
  readonly sessionToken: string | undefined;
  readonly expires: number | undefined;
}

function claim(kind: SignatureClaim['kind'], fields: ClaimFields): SignatureClaim | undefined {
  const scope = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(fields.credential ?? '');
  if (!scope || !fields.signedHeaders || !/^[0-9a-f]{64}$/.test(fields.signature ?? '')) return undefined;
  if (!/^\d{8}T\d{6}Z$/.test(fields.timestamp ?? '')) return undefined;
  const [, accessKeyId = '', date = '', region = '', service = ''] = scope;
  const { signature = '', timestamp = '', sessionToken, expires } = fields;
  const signedHeaders = fields.signedHeaders.split(';');
  return { kind, accessKeyId, date, region, service, signedHeaders, signature, timestamp, sessionToken, expires };
}

/** A client may send `Date` in place of `X-Amz-Date`. */
function dateHeader(value: string | undefined): string | undefined {
  const time = Date.parse(value ?? '');
  return Number.isNaN(time) ? undefined : formatTimestamp(new Date(time));
}

/** `YYYYMMDDTHHMMSSZ` */
export function formatTimestamp(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

export function parseTimestamp(timestamp: string): Date {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp) ?? [];
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
