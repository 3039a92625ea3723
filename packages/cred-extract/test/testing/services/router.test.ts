import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { ALPHA, BETA, type RawRequest, signedFetch } from '../clients.ts';

// Services whose SDK clients are not installed here, as their clients write them on the wire.
const json = (service: string, target: string, input: object = {}): RawRequest => ({
  service,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
  body: JSON.stringify(input),
});
const query = (service: string, form: string): RawRequest => ({
  service,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: form,
});
const cbor = (service: string, path: string): RawRequest => ({
  service,
  path,
  headers: { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
});

let aws: LocalAws;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: [{ accountId: ALPHA }, { accountId: BETA }] });
});
afterAll(() => aws.close());

describe('an operation of a service without a file here', () => {
  it('answers JSON with an empty object', async () => {
    const response = await signedFetch(aws, ALPHA, json('ssm', 'AmazonSSM.GetDocument', { Name: '/app/level' }));
    expect([response.status, await response.json()]).toEqual([200, {}]);
    expect(aws.requests.at(-1)).toMatchObject({
      accountId: ALPHA,
      service: 'ssm',
      operation: 'GetDocument',
      target: '/app/level',
    });
  });

  it('answers a query with an empty result of its name', async () => {
    const form = 'Action=Publish&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A222222222222%3At';
    const response = await signedFetch(aws, ALPHA, query('sns', form));
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(
      /<PublishResponse xmlns="[^"]+"><PublishResult><\/PublishResult><ResponseMetadata>/,
    );
    expect(aws.requests.at(-1)).toMatchObject({ operation: 'Publish', target: `arn:aws:sns:us-east-1:${ALPHA}:t` });
  });

  it('answers REST with an empty object', async () => {
    const path = '/v2/email/outbound-emails';
    const response = await signedFetch(aws, ALPHA, { service: 'ses', path, body: '{"Content":{}}' });
    expect([response.status, await response.json()]).toEqual([200, {}]);
    expect(aws.requests.at(-1)).toMatchObject({ service: 'ses', operation: `POST ${path}` });
  });

  it('answers RPC v2 CBOR with an empty map', async () => {
    const path = '/service/GraniteServiceVersion20100801/operation/PutMetricData';
    const response = await signedFetch(aws, ALPHA, cbor('monitoring', path));
    expect(response.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0xa0]);
    expect(aws.requests.at(-1)).toMatchObject({ service: 'monitoring', operation: 'PutMetricData' });
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'is not confused by a service or an operation called %s',
    async (name) => {
      const response = await signedFetch(aws, ALPHA, json(name, `Odd.${name}`));
      expect([response.status, await response.json()]).toEqual([200, {}]);
      const known = await signedFetch(aws, ALPHA, json('dynamodb', `DynamoDB_20120810.${name}`));
      expect([known.status, await known.json()]).toEqual([200, {}]);
      const rest = await signedFetch(aws, ALPHA, { service: name, path: '/x' });
      expect(rest.status).toBe(200);
    },
  );
});

describe('a refusal in the words of the protocol', () => {
  const late = new Date(Date.now() - 6 * 60_000);

  it('is JSON for JSON', async () => {
    const response = await signedFetch(aws, ALPHA, { ...json('ssm', 'AmazonSSM.GetParameter'), at: late });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'InvalidSignatureException' });
  });

  it('is XML for a query', async () => {
    const response = await signedFetch(aws, ALPHA, { ...query('sns', 'Action=Publish'), at: late });
    expect(response.status).toBe(403);
    expect(await response.text()).toMatch(/<Error><Type>Sender<\/Type><Code>SignatureDoesNotMatch<\/Code><Message>/);
  });

  it('is a header and JSON for REST', async () => {
    const response = await signedFetch(aws, ALPHA, { service: 'ses', path: '/v2/email/identities', at: late });
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([403, 'InvalidSignatureException']);
  });

  it('is a map for CBOR', async () => {
    const path = '/service/Granite/operation/PutMetricData';
    const response = await signedFetch(aws, ALPHA, { ...cbor('monitoring', path), at: late });
    expect(response.status).toBe(400);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes[0]).toBe(0xa2);
    expect(bytes.toString()).toContain('InvalidSignatureException');
  });

  it('is a SerializationException for a body that is not JSON', async () => {
    for (const body of ['{broken', '"text"', 'null']) {
      const response = await signedFetch(aws, ALPHA, { ...json('dynamodb', 'DynamoDB_20120810.ListTables'), body });
      expect([response.status, await response.json()]).toEqual([
        400,
        expect.objectContaining({ __type: 'SerializationException' }),
      ]);
    }
  });
});

describe('SQS', () => {
  it('confirms what was sent by its MD5, which the SDK compares', async () => {
    const response = await signedFetch(
      aws,
      ALPHA,
      json('sqs', 'AmazonSQS.SendMessage', { QueueUrl: 'q', MessageBody: 'héllo' }),
    );
    const md5 = createHash('md5').update('héllo').digest('hex');
    expect(await response.json()).toMatchObject({ MD5OfMessageBody: md5, MessageId: expect.any(String) });
  });

  it('confirms every message of a batch', async () => {
    const Entries = [
      { Id: 'a', MessageBody: '1' },
      { Id: 'b', MessageBody: '2' },
    ];
    const response = await signedFetch(aws, ALPHA, json('sqs', 'AmazonSQS.SendMessageBatch', { Entries }));
    const { Successful } = (await response.json()) as { Successful: Array<{ Id: string; MD5OfMessageBody: string }> };
    expect(Successful.map(({ Id }) => Id)).toEqual(['a', 'b']);
    expect(new Set(Successful.map(({ MD5OfMessageBody }) => MD5OfMessageBody)).size).toBe(2);
  });

  it('gives queue URLs that lead back here, because the SDK sends on to them', async () => {
    const response = await signedFetch(aws, BETA, json('sqs', 'AmazonSQS.GetQueueUrl', { QueueName: 'jobs' }));
    expect(await response.json()).toEqual({ QueueUrl: `${aws.endpoint}/${BETA}/jobs` });
  });
});
