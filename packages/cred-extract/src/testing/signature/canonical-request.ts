import { decode, type HttpRequest } from '../http-message.ts';
import type { SignatureClaim } from './claim.ts';

/**
 * The text whose hash is signed.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 */
export function canonicalRequest(request: HttpRequest, claim: SignatureClaim, payloadHash: string): string {
  return [
    request.method,
    canonicalUri(request.path, claim.service),
    canonicalQuery(request.query),
    ...claim.signedHeaders.map((name) => `${name}:${canonicalValue(request.headers[name] ?? '')}`),
    '',
    claim.signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** S3 signs the path encoded once, keys with `//` or `..` as they are. The others normalize it and encode it twice. */
function canonicalUri(path: string, service: string): string {
  const segments = path.split('/');
  if (service === 's3') return segments.map((segment) => encode(decode(segment))).join('/');
  return normalize(segments).map(encode).join('/');
}

/** RFC 3986, 5.2.4, and empty segments removed. */
function normalize(segments: readonly string[]): string[] {
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const trailingSlash = segments.at(-1) === '' && kept.length > 0;
  return ['', ...kept, ...(trailingSlash || kept.length === 0 ? [''] : [])];
}

function canonicalQuery(query: HttpRequest['query']): string {
  return query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** By code point: a locale's order differs between machines. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function canonicalValue(value: string): string {
  return value.trim().replace(/\s+/g, ' ');
}

/** All but RFC 3986's unreserved characters; encodeURIComponent leaves five too many. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
