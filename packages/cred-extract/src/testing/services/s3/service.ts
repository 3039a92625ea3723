import type { HttpReply } from '../../http-message.ts';
import { toXml, XML_DECLARATION } from '../../protocols/xml.ts';
import type { Call, Operation, Service } from '../service.ts';
import { type S3Address, s3Address } from './address.ts';
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './buckets.ts';
import { listObjects, listObjectsV2 } from './listing.ts';
import { abortUpload, completeUpload, createUpload, uploadPart } from './multipart.ts';
import { copyObject, deleteObject, deleteObjects, getObject, headObject, putObject } from './objects.ts';
import { empty, type S3Handler } from './reply.ts';

/** S3's REST with XML, path-style and virtual-hosted. Operations without a handler answer 200 with an empty body. */
export const s3: Service = {
  family: 's3',
  operation: (request) => toOperation(s3Address(request)),
  answer: (call) => {
    const address = s3Address(call.request);
    const handler = Object.hasOwn(HANDLERS, address.operation) ? HANDLERS[address.operation] : empty;
    return withRequestId(handler?.(address, call) ?? empty(), call);
  },
  refuse: (error, requestId) => {
    const body = { Code: error.code, Message: error.message, RequestId: requestId };
    const headers = { 'content-type': 'application/xml', 'x-amz-request-id': requestId };
    return { status: error.status, headers, body: XML_DECLARATION + toXml('Error', body) };
  },
};

const HANDLERS: Readonly<Record<string, S3Handler>> = {
  ListBuckets: listBuckets,
  CreateBucket: createBucket,
  DeleteBucket: deleteBucket,
  HeadBucket: headBucket,
  GetBucketLocation: getBucketLocation,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  GetObject: getObject,
  HeadObject: headObject,
  PutObject: putObject,
  CopyObject: copyObject,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  CreateMultipartUpload: createUpload,
  UploadPart: uploadPart,
  CompleteMultipartUpload: completeUpload,
  AbortMultipartUpload: abortUpload,
};

function toOperation({ operation, bucket }: S3Address): Operation {
  return { name: operation, ...(bucket !== undefined && { target: bucket }) };
}

function withRequestId(reply: HttpReply, { requestId }: Call): HttpReply {
  return { ...reply, headers: { ...reply.headers, 'x-amz-request-id': requestId } };
}
