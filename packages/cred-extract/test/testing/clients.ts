import type { LocalAws } from '../../src/testing/index.ts';
import { canonicalRequest } from '../../src/testing/signature/canonical-request.ts';
import { formatTimestamp, type SignatureClaim } from '../../src/testing/signature/claim.ts';
import { sha256Hex, sign, signingKey, stringToSign } from '../../src/testing/signature/signing-key.ts';

export const SERVER = '111111111111';
export const ALPHA = '222222222222';
export const BETA = '333333333333';

export interface ClientConfig {
  region: string;
  endpoint: string;
  maxAttempts: number;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/** What an SDK client makes of `aws.env()`, without touching this process's environment. No retries: refusals are under test. */
export function configFor(aws: LocalAws, accountId: string): ClientConfig {
  const env = aws.env(accountId);
  return {
    region: env.AWS_REGION ?? '',
    endpoint: env.AWS_ENDPOINT_URL ?? '',
    maxAttempts: 1,
    credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' },
  };
}

export interface RawRequest {
  service: string;
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Default: the signing moment is now. */
  at?: Date;
  /** Header names left out of the signature. */
  unsigned?: string[];
}

/** A request of a client that is not installed here. The signer is checked against AWS's published examples in `signature/`. */
export function signedFetch(aws: LocalAws, accountId: string, raw: RawRequest): Promise<Response> {
  const { credentials, region } = configFor(aws, accountId);
  const { service, method = 'POST', path = '/', body = '', at = new Date() } = raw;
  const timestamp = formatTimestamp(at);
  const headers: Record<string, string> = { host: new URL(aws.endpoint).host, 'x-amz-date': timestamp, ...raw.headers };
  const signedHeaders = Object.keys(headers)
    .filter((name) => !raw.unsigned?.includes(name))
    .sort();
  const claim: SignatureClaim = {
    kind: 'header',
    accessKeyId: credentials.accessKeyId,
    date: timestamp.slice(0, 8),
    region,
    service,
    signedHeaders,
    signature: '',
    timestamp,
    sessionToken: undefined,
    expires: undefined,
  };
  const request = { method, path, query: [], headers, body: Buffer.from(body) };
  const canonical = canonicalRequest(request, claim, headers['x-amz-content-sha256'] ?? sha256Hex(body));
  const signature = sign(signingKey(credentials.secretAccessKey, claim), stringToSign(claim, canonical));
  const credential = `${claim.accessKeyId}/${claim.date}/${region}/${service}/aws4_request`;
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  return fetch(aws.endpoint + path, { method, headers, ...(body !== '' && { body }) });
}

/** How an SDK call failed; a call that succeeds is a failure of the test. */
export async function errorOf(call: Promise<unknown>): Promise<Error & { $metadata?: { httpStatusCode?: number } }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('The call was expected to fail.');
}

/** Name and HTTP status of an SDK call's failure. */
export async function refusalOf(call: Promise<unknown>): Promise<[name: string, status: number | undefined]> {
  const { name, $metadata } = await errorOf(call);
  return [name, $metadata?.httpStatusCode];
}

/** All pages of a paginator. */
export async function collect<Page>(pages: AsyncIterable<Page>): Promise<Page[]> {
  const result: Page[] = [];
  for await (const page of pages) result.push(page);
  return result;
}
