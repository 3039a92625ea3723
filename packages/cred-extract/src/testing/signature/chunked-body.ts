import { AwsError } from '../aws-error.ts';
import { ALGORITHM, type SignatureClaim } from './claim.ts';
import { credentialScope, sha256Hex, sign } from './signing-key.ts';

interface Chunk {
  readonly data: Buffer;
  readonly signature: string | undefined;
}

/**
 * The payload of an `aws-chunked` body, trailers dropped.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 *
 * @throws AwsError `IncompleteBody` when the framing is broken or the length is not the announced one.
 */
export function decodeChunks(body: Buffer, announcedLength: string | undefined): Buffer {
  const payload = Buffer.concat([...readChunks(body)].map((chunk) => chunk.data));
  if (announcedLength !== undefined && Number(announcedLength) !== payload.length) throw incomplete();
  return payload;
}

/** Whether each chunk carries the signature that follows from the one before it; `seed` is the request's own. */
export function chunkSignaturesMatch(body: Buffer, claim: SignatureClaim, key: Buffer): boolean {
  let previous = claim.signature;
  for (const chunk of readChunks(body)) {
    const expected = sign(key, chunkStringToSign(claim, previous, chunk.data));
    if (chunk.signature !== expected) return false;
    previous = expected;
  }
  return true;
}

function chunkStringToSign(claim: SignatureClaim, previous: string, data: Buffer): string {
  const head = [`${ALGORITHM}-PAYLOAD`, claim.timestamp, credentialScope(claim), previous, sha256Hex('')];
  return [...head, sha256Hex(data)].join('\n');
}

/** `<hex size>[;chunk-signature=<hex>]\r\n<data>\r\n`, the last one of size 0 and perhaps followed by trailers. */
function* readChunks(body: Buffer): Generator<Chunk> {
  let offset = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', offset);
    const header = /^([0-9a-f]+)(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(body.toString('latin1', offset, lineEnd));
    if (lineEnd === -1 || !header) throw incomplete();
    const start = lineEnd + 2;
    const size = Number.parseInt(header[1] ?? '', 16);
    if (start + size > body.length) throw incomplete();
    yield { data: body.subarray(start, start + size), signature: header[2] };
    if (size === 0) return;
    offset = start + size + 2;
  }
}

function incomplete(): AwsError {
  return new AwsError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  );
}
