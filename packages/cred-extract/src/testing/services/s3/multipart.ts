import { createHash, randomUUID } from 'node:crypto';
import { type MultipartUpload, type StoredObject, storedObject } from '../../account-state.ts';
import { AwsError } from '../../aws-error.ts';
import { queryValue } from '../../http-message.ts';
import type { Call } from '../service.ts';
import type { S3Address } from './address.ts';
import { uploadDetails } from './object-headers.ts';
import { findBucket, noContent, type S3Handler, xmlReply } from './reply.ts';

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
export const createUpload: S3Handler = (address, call) => {
  const { bucket: Bucket, key: Key = '' } = address;
  const UploadId = randomUUID();
  findBucket(address, call).uploads.set(UploadId, { key: Key, parts: new Map(), ...uploadDetails(call.request) });
  return xmlReply('InitiateMultipartUploadResult', { Bucket, Key, UploadId });
};

export const uploadPart: S3Handler = (address, call) => {
  const part = storedObject(call.request.body, call.now);
  findUpload(address, call).parts.set(Number(queryValue(call.request, 'partNumber')), part);
  return { status: 200, headers: { etag: part.etag }, body: '' };
};

export const completeUpload: S3Handler = (address, call) => {
  const upload = findUpload(address, call);
  const parts = requestedParts(call.request.body.toString(), upload);
  const body = Buffer.concat(parts.map((part) => part.body));
  const { contentType, metadata } = upload;
  const object = storedObject(body, call.now, { contentType, metadata, etag: multipartEtag(parts) });
  const bucket = findBucket(address, call);
  bucket.objects.set(upload.key, object);
  bucket.uploads.delete(uploadId(call));
  const result = { Location: `/${address.bucket}/${upload.key}`, Bucket: address.bucket, Key: upload.key };
  return xmlReply('CompleteMultipartUploadResult', { ...result, ETag: object.etag });
};

export const abortUpload: S3Handler = (address, call) => {
  findUpload(address, call);
  findBucket(address, call).uploads.delete(uploadId(call));
  return noContent();
};

function findUpload(address: S3Address, call: Call): MultipartUpload {
  const upload = findBucket(address, call).uploads.get(uploadId(call));
  if (upload && upload.key === address.key) return upload;
  throw new AwsError('NoSuchUpload', 'The specified multipart upload does not exist.');
}

function uploadId({ request }: Call): string {
  return queryValue(request, 'uploadId') ?? '';
}

/** In ascending order, as S3 requires of the list. */
function requestedParts(xml: string, upload: MultipartUpload): StoredObject[] {
  const numbers = [...xml.matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, number]) => Number(number));
  if (numbers.some((number, i) => number <= (numbers[i - 1] ?? 0))) {
    throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  const parts = numbers.map((number) => upload.parts.get(number));
  if (parts.length === 0 || parts.includes(undefined)) {
    throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.');
  }
  return parts.filter((part) => part !== undefined);
}

/** S3's: the MD5 of the parts' MD5s, and their number. */
function multipartEtag(parts: readonly StoredObject[]): string {
  const digest = createHash('md5');
  for (const { body } of parts) digest.update(createHash('md5').update(body).digest());
  return `"${digest.digest('hex')}-${parts.length}"`;
}
