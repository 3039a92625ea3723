/** `Authorization: AWS4-HMAC-SHA256 Credential=<access key>/<date>/…`, also as a line of a raw header block. */
const SIGNATURE = /AWS4-(?:HMAC|ECDSA-P256)-SHA256\s+Credential=([^/\s,]+)\//;

/** The access key ID an outgoing request is signed with; undefined for a request without a SigV4 `Authorization` header. */
export function signingKeyOf(authorization: unknown): string | undefined {
  return typeof authorization === 'string' ? SIGNATURE.exec(authorization)?.[1] : undefined;
}

/**
 * The same for headers as undici keeps them: a flat list of names and values or, in older versions, one block of text.
 */
export function signingKeyOfHeaders(headers: unknown): string | undefined {
  if (typeof headers === 'string') return signingKeyOf(headers);
  if (!Array.isArray(headers)) return undefined;
  for (let index = 0; index < headers.length; index += 2) {
    if (String(headers[index]).toLowerCase() === 'authorization') return signingKeyOf(String(headers[index + 1]));
  }
  return undefined;
}
