import { type StoredObject, storedObject } from '../../account-state.ts';
import { AwsError } from '../../aws-error.ts';
import { decode, type HttpReply } from '../../http-message.ts';
import type { Call } from '../service.ts';
import type { S3Address } from './address.ts';
import { objectHeaders, uploadDetails } from './object-headers.ts';
import { findBucket, noContent, type S3Handler, xmlReply } from './reply.ts';

export const getObject: S3Handler = (address, call) => {
  const object = findObject(address, call);
  const range = call.request.headers.range;
  return range === undefined
    ? { status: 200, headers: objectHeaders(object), body: object.body }
    : partOf(object, range);
};

export const headObject: S3Handler = (address, call) => {
  const object = findObject(address, call);
  return { status: 200, headers: objectHeaders(object), body: object.body };
};

export const putObject: S3Handler = (address, call) => {
  const object = storedObject(call.request.body, call.now, uploadDetails(call.request));
  findBucket(address, call).objects.set(address.key ?? '', object);
  return { status: 200, headers: { etag: object.etag }, body: '' };
};

export const copyObject: S3Handler = (address, call) => {
  const source = findObject(copySource(call), call);
  const replaces = call.request.headers['x-amz-metadata-directive'] === 'REPLACE';
  const copy = { ...source, ...(replaces && uploadDetails(call.request)), lastModified: call.now };
  findBucket(address, call).objects.set(address.key ?? '', copy);
  return xmlReply('CopyObjectResult', { ETag: copy.etag, LastModified: call.now });
};

/** Deleting what is not there succeeds, as in S3. */
export const deleteObject: S3Handler = (address, call) => {
  findBucket(address, call).objects.delete(address.key ?? '');
  return noContent();
};

export const deleteObjects: S3Handler = (address, call) => {
  const { objects } = findBucket(address, call);
  const keys = [...call.request.body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) =>
    unescapeXml(key),
  );
  for (const key of keys) objects.delete(key);
  return xmlReply('DeleteResult', { Deleted: keys.map((Key) => ({ Key })) });
};

function findObject(address: Pick<S3Address, 'bucket' | 'key'>, call: Call): StoredObject {
  const object = findBucket(address, call).objects.get(address.key ?? '');
  if (!object) throw new AwsError('NoSuchKey', 'The specified key does not exist.');
  return object;
}

/** `[/]bucket/key[?versionId=…]`, percent-encoded. */
function copySource({ request }: Call): { bucket: string; key: string } {
  const [path = ''] = (request.headers['x-amz-copy-source'] ?? '').split('?');
  const [bucket = '', ...key] = decode(path).replace(/^\//, '').split('/');
  return { bucket, key: key.join('/') };
}

/** One byte range; S3 does not serve several. */
function partOf(object: StoredObject, range: string): HttpReply {
  const size = object.body.length;
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  const start = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const end = from === '' || to === '' ? size : Math.min(Number(to) + 1, size);
  if ((from === '' && to === '') || start >= end) {
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable');
  }
  const headers = { ...objectHeaders(object), 'content-range': `bytes ${start}-${end - 1}/${size}` };
  return { status: 206, headers, body: object.body.subarray(start, end) };
}

function unescapeXml(text: string): string {
  const characters: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (entity, decimal, hex, name) => {
    if (name !== undefined) return characters[name] ?? entity;
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
  });
}
