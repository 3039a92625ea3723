import type { StoredObject } from '../../account-state.ts';
import type { HttpRequest } from '../../http-message.ts';
import { queryValue } from '../../http-message.ts';
import { findBucket, type S3Handler, xmlReply } from './reply.ts';

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2: S3Handler = (address, call) => {
  const token = queryValue(call.request, 'continuation-token');
  const after =
    token === undefined ? queryValue(call.request, 'start-after') : Buffer.from(token, 'base64url').toString();
  const page = listPage(findBucket(address, call).objects, call.request, after ?? '');
  return xmlReply('ListBucketResult', {
    ...commonFields(address.bucket, call.request, page),
    KeyCount: page.entries.length,
    ContinuationToken: token,
    NextContinuationToken: page.next && Buffer.from(page.next).toString('base64url'),
  });
};

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects: S3Handler = (address, call) => {
  const marker = queryValue(call.request, 'marker') ?? '';
  const page = listPage(findBucket(address, call).objects, call.request, marker);
  return xmlReply('ListBucketResult', {
    ...commonFields(address.bucket, call.request, page),
    Marker: marker,
    NextMarker: page.next,
  });
};

interface Entry {
  /** The key, or the common prefix that stands for all keys under it. */
  readonly name: string;
  /** Absent for a common prefix. */
  readonly object?: StoredObject;
}

interface Page {
  readonly entries: readonly Entry[];
  /** The name to go on after; absent on the last page. */
  readonly next: string | undefined;
}

function listPage(objects: ReadonlyMap<string, StoredObject>, request: HttpRequest, after: string): Page {
  const limit = maxKeys(request);
  const rest = listEntries(objects, request).filter(({ name }) => name > after);
  const entries = rest.slice(0, limit);
  return { entries, next: entries.length < rest.length ? entries.at(-1)?.name : undefined };
}

function listEntries(objects: ReadonlyMap<string, StoredObject>, request: HttpRequest): Entry[] {
  const prefix = queryValue(request, 'prefix') ?? '';
  const delimiter = queryValue(request, 'delimiter') ?? '';
  const entries = new Map<string, Entry>();
  for (const [key, object] of [...objects].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const name = end === -1 ? key : key.slice(0, end + delimiter.length);
    entries.set(name, end === -1 ? { name, object } : { name });
  }
  return [...entries.values()];
}

function commonFields(bucket: string | undefined, request: HttpRequest, { entries, next }: Page) {
  const encode = queryValue(request, 'encoding-type') === 'url' ? encodeURIComponent : (text: string) => text;
  return {
    Name: bucket,
    Prefix: encode(queryValue(request, 'prefix') ?? ''),
    Delimiter: queryValue(request, 'delimiter'),
    MaxKeys: maxKeys(request),
    IsTruncated: next !== undefined,
    Contents: entries.flatMap(({ name, object }) => (object ? [contents(encode(name), object)] : [])),
    CommonPrefixes: entries.flatMap(({ name, object }) => (object ? [] : [{ Prefix: encode(name) }])),
  };
}

function contents(Key: string, { body, etag, lastModified }: StoredObject) {
  return { Key, LastModified: lastModified, ETag: etag, Size: body.length, StorageClass: 'STANDARD' };
}

/** S3 gives a thousand keys at most. */
function maxKeys(request: HttpRequest): number {
  return Math.min(Number(queryValue(request, 'max-keys') ?? 1000), 1000);
}
