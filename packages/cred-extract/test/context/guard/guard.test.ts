import { createHash, createHmac } from 'node:crypto';
import http from 'node:http';
import { Readable } from 'node:stream';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runInContext } from '../../../src/context/account-context.ts';
import { accountContext } from '../../../src/context/account-contexts.ts';
import { installGuard } from '../../../src/context/guard/guard.ts';
import { issue, observeServerKey, ownerOf } from '../../../src/context/guard/issued-keys.ts';
import type { AccountSession } from '../../../src/index.ts';
import { AccountContextBypassError, asServer, perAccount } from '../../../src/index.ts';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';

const TARGET = '111111111111';
const SERVER = '999999999999';
let aws: LocalAws;
let target: AccountSession;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: [{ accountId: TARGET }, { accountId: SERVER }] });
  const credentials = keysOf(TARGET);
  target = {
    info: { accountId: TARGET, alias: undefined, authType: 'aksk', region: 'eu-west-1' },
    key: 'target',
    credentials: async () => credentials,
    currentCredentials: () => credentials,
  };
  installGuard();
});
afterEach(() => aws.clearRequests());
afterAll(() => aws.close());

const keysOf = (accountId: string) => {
  const env = aws.env(accountId) as Record<'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY', string>;
  return { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY };
};
const clientOf = (accountId: string) =>
  new S3Client({ region: 'us-east-1', endpoint: aws.endpoint, credentials: keysOf(accountId), maxAttempts: 3 });
const inTarget = <T>(fn: () => T): T => runInContext(accountContext(target), fn);
const list = (client: S3Client) => client.send(new ListBucketsCommand({}));

/** A hand-made signature, as of a program that signs for itself. Only the key ID matters: nothing may arrive. */
const ownSignature = () => {
  const signature = createHmac('sha256', 'x').update(createHash('sha256').digest()).digest('hex');
  return `AWS4-HMAC-SHA256 Credential=${keysOf(SERVER).accessKeyId}/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${signature}`;
};

describe('inside a call for an account the guard', () => {
  it('stops an AWS client that nobody wrapped, before anything is sent, and the SDK does not retry', async () => {
    const client = clientOf(SERVER);
    const failure = await inTarget(() => list(client)).catch((error) => error);
    expect(failure).toBeInstanceOf(AccountContextBypassError);
    expect(failure.message).toMatch(/perAccount\(\)/);
    expect(failure.message).not.toContain(keysOf(SERVER).accessKeyId);
    expect(aws.requests).toEqual([]);
  });

  it('lets the account itself through, also with a key it was given earlier', async () => {
    const client = perAccount((config) => new S3Client(config({ region: 'us-east-1', endpoint: aws.endpoint })));
    expect((await inTarget(() => list(client))).Buckets?.[0]?.Name).toBe(`data-${TARGET}`);
    expect((await inTarget(() => list(clientOf(TARGET)))).Buckets?.[0]?.Name).toBe(`data-${TARGET}`);
  });

  it('stops a fetch that was signed by hand', async () => {
    const failure = await inTarget(() =>
      fetch(aws.endpoint, { method: 'POST', headers: { authorization: ownSignature() }, body: 'x' }),
    ).catch((error) => error);
    expect(failure.cause).toBeInstanceOf(AccountContextBypassError);
    expect(aws.requests).toEqual([]);
  });

  it('stops a streamed body that was signed by hand', async () => {
    const failure = await inTarget(
      () =>
        new Promise((resolve) => {
          const options = { method: 'PUT', headers: { authorization: ownSignature() } };
          const request = http.request(`${aws.endpoint}/bucket/key`, options, resolve).on('error', resolve);
          Readable.from(['part one', 'part two']).pipe(request);
        }),
    );
    expect(failure).toBeInstanceOf(AccountContextBypassError);
    expect(aws.requests).toEqual([]);
  });

  it('lets code act as the server where it says so', async () => {
    const client = clientOf(SERVER);
    const answer = await inTarget(() => asServer(() => list(client)));
    expect(answer.Buckets?.[0]?.Name).toBe(`data-${SERVER}`);
  });

  it('does not touch requests that are not signed for AWS', async () => {
    await inTarget(() => fetch(aws.endpoint, { headers: { authorization: 'Bearer token' } }));
    expect(aws.requests).toHaveLength(1);
  });

  it('stops every signed request while the account is not ready, and after its set-up failed', async () => {
    for (const state of [
      { kind: 'pending' } as const,
      { kind: 'failed', error: new Error('no such account') } as const,
    ]) {
      await expect(runInContext({ state }, () => list(clientOf(SERVER)))).rejects.toThrow(/Await|no such account/);
    }
    expect(aws.requests).toEqual([]);
  });
});

describe('the keys the guard knows', () => {
  it('are bounded, and the account’s own is known again when others have taken its place', async () => {
    const client = perAccount((config) => new S3Client(config({ region: 'us-east-1', endpoint: aws.endpoint })));
    await inTarget(() => list(client));
    for (let index = 0; index < 60_000; index += 1) {
      const info = { ...target.info, accountId: '222222222222' };
      issue({ ...target, info }, { accessKeyId: `ASIA${index}`, secretAccessKey: 's' });
    }
    expect(ownerOf('ASIA0')).toBeUndefined();
    expect(ownerOf(keysOf(TARGET).accessKeyId)).toBeUndefined();
    expect((await inTarget(() => list(client))).Buckets).toHaveLength(1);
  });

  it('keep a key for every session it was given to, so that a changed record stops no call under way', async () => {
    const changed: AccountSession = { ...target, key: 'changed record' };
    issue(target, keysOf(TARGET));
    issue(changed, keysOf(TARGET));
    const detached = (session: AccountSession) => ({ ...session, currentCredentials: () => undefined });
    for (const session of [target, changed]) {
      const call = runInContext(accountContext(detached(session)), () => list(clientOf(TARGET)));
      expect((await call).Buckets).toHaveLength(1);
    }
    const other = runInContext(accountContext(detached({ ...target, key: 'other' })), () => list(clientOf(TARGET)));
    await expect(other).rejects.toThrow('another session of that account');
  });

  it('are the account’s once it is given them, even where the library’s own check of them came first', async () => {
    observeServerKey('AKIACHECKED');
    issue(target, { accessKeyId: 'AKIACHECKED', secretAccessKey: 's' });
    observeServerKey('AKIACHECKED');
    expect(ownerOf('AKIACHECKED')).toMatchObject({ kind: 'account', accountId: TARGET });
  });

  it('include the server’s of the environment before it has signed anything', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAENVIRONMENT');
    const url = `${aws.endpoint}/b/k?X-Amz-Credential=AKIAENVIRONMENT%2F20260101`;
    const failure = await inTarget(() => fetch(url)).catch((error) => error);
    expect(failure.cause.message).toContain("the server's own identity");
    vi.unstubAllEnvs();
    expect((await inTarget(() => fetch(url))).status).toBeGreaterThan(0);
  });
});

describe('outside of a call for an account the guard', () => {
  it('is not there', async () => {
    expect((await list(clientOf(SERVER))).Buckets?.[0]?.Name).toBe(`data-${SERVER}`);
    expect((await runInContext({ state: { kind: 'server' } }, () => list(clientOf(SERVER)))).Buckets).toHaveLength(1);
  });
});
