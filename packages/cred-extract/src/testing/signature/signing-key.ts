import { createHash, createHmac } from 'node:crypto';
import { ALGORITHM, type SignatureClaim } from './claim.ts';

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#calculate-signature */
export function signingKey(secretAccessKey: string, { date, region, service }: SignatureClaim): Buffer {
  let key = Buffer.from(`AWS4${secretAccessKey}`);
  for (const part of [date, region, service, 'aws4_request']) key = hmac(key, part);
  return key;
}

export function stringToSign(claim: SignatureClaim, canonical: string): string {
  return [ALGORITHM, claim.timestamp, credentialScope(claim), sha256Hex(canonical)].join('\n');
}

export function credentialScope(claim: SignatureClaim): string {
  return `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
}

export function sign(key: Buffer, text: string): string {
  return hmac(key, text).toString('hex');
}

export function sha256Hex(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer<ArrayBuffer> {
  return createHmac('sha256', key).update(text).digest();
}
