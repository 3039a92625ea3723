// Tools as their authors write them, with AWS clients that know nothing of accounts.

import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import AWS from 'aws-sdk';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export type Tool = () => Promise<unknown>;

/** Not a shared stream: a body can be read once. */
const body = () => Readable.from([Buffer.alloc(70_000, 'a'), Buffer.alloc(70_000, 'b')]);

export function sdkV3Tools(endpoint: string, credentials: Keys): Readonly<Record<string, Tool>> {
  const config = { endpoint, credentials, region: 'us-east-1', maxAttempts: 3 };
  const s3 = new S3Client(config);
  const dynamodb = new DynamoDBClient(config);
  const upload = (Body: Readable | string) =>
    new Upload({ client: s3, params: { Bucket: 'b', Key: 'k', Body } }).done();
  return {
    'S3 ListBuckets': async () => await s3.send(new ListBucketsCommand({})),
    'S3 through a callback': () =>
      new Promise((resolve, reject) => {
        s3.send(new ListBucketsCommand({}), (error, data) => (error ? reject(error) : resolve(data)));
      }),
    'S3 PutObject with a stream': () =>
      s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: body(), ContentLength: 140_000 })),
    'S3 PutObject with 3 MB, which S3 is asked for first': () =>
      s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: Buffer.alloc(3_000_000) })),
    'an upload in parts': () => upload(Readable.from([Buffer.alloc(6_000_000)])),
    'a paginator': async () => {
      for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: 'b' })) return page;
    },
    'DynamoDB ListTables': () => dynamodb.send(new ListTablesCommand({})),
    'a client made for the call': () => new S3Client(config).send(new ListObjectsV2Command({ Bucket: 'b' })),
    'a URL it has signed, fetched': async () =>
      (await fetch(await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'b', Key: 'k' })))).text(),
  };
}

export function sdkV2Tools(endpoint: string, keys: Keys): Readonly<Record<string, Tool>> {
  const config = { endpoint, region: 'us-east-1', credentials: new AWS.Credentials(keys), s3ForcePathStyle: true };
  const s3 = new AWS.S3(config);
  const old = new AWS.S3({ ...config, signatureVersion: 'v2' });
  const dynamodb = new AWS.DynamoDB(config);
  const documents = new AWS.DynamoDB.DocumentClient(config);
  return {
    'S3 listBuckets': () => s3.listBuckets().promise(),
    'S3 listBuckets through a callback': () =>
      new Promise((resolve, reject) => {
        s3.listBuckets((error, data) => (error ? reject(error) : resolve(data)));
      }),
    // It takes no other streams over http.
    'S3 putObject with a stream': () =>
      s3.putObject({ Bucket: 'b', Key: 'k', Body: createReadStream(import.meta.filename) }).promise(),
    'S3 putObject with 3 MB, which S3 is asked for first': () =>
      s3.putObject({ Bucket: 'b', Key: 'k', Body: Buffer.alloc(3_000_000) }).promise(),
    'S3 upload of a stream': () => s3.upload({ Bucket: 'b', Key: 'k', Body: body() }).promise(),
    'S3 getObject as a stream': () =>
      new Promise((resolve, reject) => {
        s3.getObject({ Bucket: 'b', Key: 'k' }).createReadStream().on('error', reject).on('end', resolve).resume();
      }),
    'S3 with signatures of version 2': () => old.listBuckets().promise(),
    'a URL it has signed, fetched': async () =>
      (await fetch(s3.getSignedUrl('getObject', { Bucket: 'b', Key: 'k' }))).text(),
    'DynamoDB listTables': () => dynamodb.listTables().promise(),
    'DynamoDB document get': () => documents.get({ TableName: 't', Key: { id: '1' } }).promise(),
  };
}
