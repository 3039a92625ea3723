import type { HttpRequest } from '../http-message.ts';
import { queryValue } from '../http-message.ts';
import { canonicalRequest } from './canonical-request.ts';
import { chunkSignaturesMatch, decodeChunks } from './chunked-body.ts';
import { parseTimestamp, readClaim, type SignatureClaim } from './claim.ts';
import type { Refusal } from './refusal.ts';
import { sha256Hex, sign, signingKey, stringToSign } from './signing-key.ts';

/** What a key ID stands for. */
export interface SigningIdentity {
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export type Verification<Identity> =
  | { readonly verdict: 'accepted'; readonly identity: Identity; readonly claim: SignatureClaim; readonly body: Buffer }
  | { readonly verdict: Refusal; readonly claim: SignatureClaim | undefined };

const STREAMING_SIGNED = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const STREAMING_UNSIGNED = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
const HEX_HASH = /^[0-9a-f]{64}$/;
/** A word that nobody checks would let any body through. */
const PAYLOAD_HASH = new RegExp(`^(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD|${STREAMING_SIGNED}|${STREAMING_UNSIGNED})$`);

/**
 * Checks a request's SigV4 signature. The accepted body has its `aws-chunked` framing removed.
 *
 * @throws AwsError `IncompleteBody` for a broken `aws-chunked` body.
 */
export function verify<Identity extends SigningIdentity>(
  request: HttpRequest,
  identityOf: (accessKeyId: string) => Identity | undefined,
  now: Date,
): Verification<Identity> {
  const claim = readClaim(request);
  if (claim === 'unsigned' || claim === 'malformed') return { verdict: claim, claim: undefined };
  const identity = identityOf(claim.accessKeyId);
  if (!identity) return { verdict: 'unknown-key', claim };
  const refusal =
    identityRefusal(claim, identity, now) ?? timeRefusal(claim, now) ?? signatureRefusal(request, claim, identity);
  if (refusal) return { verdict: refusal, claim };
  return { verdict: 'accepted', identity, claim, body: decodedBody(request) };
}

function identityRefusal(claim: SignatureClaim, identity: SigningIdentity, now: Date): Refusal | undefined {
  if (claim.sessionToken !== identity.sessionToken) return 'wrong-token';
  if (identity.expiration && identity.expiration <= now) return 'expired-session';
  return undefined;
}

function timeRefusal(claim: SignatureClaim, now: Date): Refusal | undefined {
  if (!claim.timestamp.startsWith(claim.date)) return 'malformed';
  const ageSeconds = (now.getTime() - parseTimestamp(claim.timestamp).getTime()) / 1000;
  // S3 allows 15 minutes, the others 5: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  const allowed = claim.service === 's3' ? 15 * 60 : 5 * 60;
  if (claim.expires !== undefined) {
    if (ageSeconds > claim.expires) return 'expired-url';
    return ageSeconds < -allowed ? 'skewed-clock' : undefined;
  }
  return Math.abs(ageSeconds) > allowed ? 'skewed-clock' : undefined;
}

function signatureRefusal(request: HttpRequest, claim: SignatureClaim, identity: SigningIdentity): Refusal | undefined {
  if (!requiredHeadersSigned(request, claim)) return 'unsigned-headers';
  const payloadHash = payloadHashOf(request, claim);
  if (!PAYLOAD_HASH.test(payloadHash)) return 'wrong-payload-hash';
  const key = signingKey(identity.secretAccessKey, claim);
  const expected = sign(key, stringToSign(claim, canonicalRequest(request, claim, payloadHash)));
  if (expected !== claim.signature) return 'wrong-signature';
  if (HEX_HASH.test(payloadHash) && payloadHash !== sha256Hex(request.body)) return 'wrong-payload-hash';
  if (payloadHash === STREAMING_SIGNED && !chunkSignaturesMatch(request.body, claim, key)) return 'wrong-signature';
  return undefined;
}

/** `host` always; S3 also wants every `x-amz-*` header of a header-signed request to be signed. */
function requiredHeadersSigned(request: HttpRequest, claim: SignatureClaim): boolean {
  const names = Object.keys(request.headers).filter((name) => claim.service === 's3' && name.startsWith('x-amz-'));
  return ['host', ...(claim.kind === 'header' ? names : [])].every((name) => claim.signedHeaders.includes(name));
}

/** What the client says it hashed, or else the hash of the body. S3 presigned URLs leave the body out of the signature. */
function payloadHashOf(request: HttpRequest, claim: SignatureClaim): string {
  const declared = request.headers['x-amz-content-sha256'] ?? queryValue(request, 'X-Amz-Content-Sha256');
  if (claim.kind === 'query' && claim.service === 's3') return declared ?? 'UNSIGNED-PAYLOAD';
  return declared ?? sha256Hex(request.body);
}

function decodedBody(request: HttpRequest): Buffer {
  const declared = request.headers['x-amz-content-sha256'];
  if (declared !== STREAMING_SIGNED && declared !== STREAMING_UNSIGNED) return request.body;
  return decodeChunks(request.body, request.headers['x-amz-decoded-content-length']);
}
