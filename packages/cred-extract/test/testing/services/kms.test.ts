import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { ALPHA, BETA, configFor, refusalOf } from '../clients.ts';

const [KEY, OTHER] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const CONTEXT = { aws_account_id: '1', purpose: 'test' };
let aws: LocalAws;
let kms: KMSClient;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: [{ accountId: ALPHA, data: { kmsKeys: [KEY, OTHER] } }, { accountId: BETA }] });
  kms = new KMSClient(configFor(aws, ALPHA));
});
afterAll(() => aws.close());

const dataKey = (KeyId = KEY) =>
  kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext: CONTEXT }));

it('hands out data keys, and opens them again, with or without the name of the key', async () => {
  const { Plaintext, CiphertextBlob, KeyId } = await dataKey();
  expect(Plaintext).toHaveLength(32);
  expect(KeyId).toBe(`arn:aws:kms:us-east-1:${ALPHA}:key/${KEY}`);
  for (const named of [{}, { KeyId: KEY }, { KeyId }]) {
    const command = new DecryptCommand({
      CiphertextBlob,
      EncryptionContext: { purpose: 'test', aws_account_id: '1' },
      ...named,
    });
    expect((await kms.send(command)).Plaintext).toEqual(Plaintext);
  }
});

it('opens a data key in no other context, under no other key and in no other account', async () => {
  const { CiphertextBlob } = await dataKey();
  const refusal = (input: object, client = kms) =>
    refusalOf(client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: CONTEXT, ...input })));
  expect(await refusal({ EncryptionContext: { ...CONTEXT, aws_account_id: '2' } })).toEqual([
    'InvalidCiphertextException',
    400,
  ]);
  expect(await refusal({ EncryptionContext: undefined })).toEqual(['InvalidCiphertextException', 400]);
  expect(await refusal({ KeyId: OTHER })).toEqual(['IncorrectKeyException', 400]);
  expect(await refusal({ CiphertextBlob: Buffer.from('junk') })).toEqual(['InvalidCiphertextException', 400]);
  const beta = new KMSClient(configFor(aws, BETA));
  expect(await refusal({}, beta)).toEqual(['InvalidCiphertextException', 400]);
});

it('does not know the keys of other accounts', async () => {
  expect(await refusalOf(dataKey('no-such-key'))).toEqual(['NotFoundException', 400]);
  expect(await refusalOf(dataKey(`arn:aws:kms:us-east-1:${BETA}:key/00000000-0000-4000-8000-${BETA}`))).toEqual([
    'NotFoundException',
    400,
  ]);
});
