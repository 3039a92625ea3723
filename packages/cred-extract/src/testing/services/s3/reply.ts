import type { Bucket } from '../../account-state.ts';
import { AwsError } from '../../aws-error.ts';
import type { HttpReply } from '../../http-message.ts';
import { toXml, XML_DECLARATION, type XmlValue } from '../../protocols/xml.ts';
import type { Call } from '../service.ts';
import type { S3Address } from './address.ts';

export type S3Handler = (address: S3Address, call: Call) => HttpReply;

export function xmlReply(name: string, value: XmlValue): HttpReply {
  const body = XML_DECLARATION + toXml(name, value, 'http://s3.amazonaws.com/doc/2006-03-01/');
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

export function empty(): HttpReply {
  return { status: 200, headers: {}, body: '' };
}

export function noContent(): HttpReply {
  return { status: 204, headers: {}, body: '' };
}

/** @throws AwsError `NoSuchBucket`, or `AccessDenied` for a bucket of another account. */
export function findBucket({ bucket: name = '' }: Pick<S3Address, 'bucket'>, call: Call): Bucket {
  const bucket = call.account.buckets.get(name);
  if (bucket) return bucket;
  if (isElsewhere(name, call)) throw new AwsError('AccessDenied', 'Access Denied');
  throw new AwsError('NoSuchBucket', 'The specified bucket does not exist');
}

/** Bucket names are global: a name that another account uses is taken. */
export function isElsewhere(name: string, { accounts }: Call): boolean {
  return [...accounts.all()].some((account) => account.buckets.has(name));
}
