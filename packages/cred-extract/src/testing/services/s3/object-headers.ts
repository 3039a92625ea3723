import type { StoredObject } from '../../account-state.ts';
import type { HttpRequest } from '../../http-message.ts';

/** What an upload says of the object besides its body. */
export function uploadDetails({ headers }: HttpRequest): Pick<StoredObject, 'contentType' | 'metadata'> {
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith('x-amz-meta-'));
  return { contentType: headers['content-type'] ?? 'application/octet-stream', metadata: Object.fromEntries(metadata) };
}

export function objectHeaders(object: StoredObject): Record<string, string> {
  return {
    ...object.metadata,
    'accept-ranges': 'bytes',
    'content-type': object.contentType,
    etag: object.etag,
    'last-modified': object.lastModified.toUTCString(),
  };
}
