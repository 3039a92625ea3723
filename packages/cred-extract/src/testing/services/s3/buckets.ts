import { AwsError } from '../../aws-error.ts';
import { queryValue } from '../../http-message.ts';
import { empty, findBucket, isElsewhere, noContent, type S3Handler, xmlReply } from './reply.ts';

export const listBuckets: S3Handler = (_address, { account, request }) => {
  const limit = Number(queryValue(request, 'max-buckets') ?? 10_000);
  const after = queryValue(request, 'continuation-token') ?? '';
  const rest = [...account.buckets].sort(([a], [b]) => (a < b ? -1 : 1)).filter(([name]) => name > after);
  const Bucket = rest.slice(0, limit).map(([Name, { created }]) => ({ Name, CreationDate: created }));
  return xmlReply('ListAllMyBucketsResult', {
    Owner: { ID: account.accountId, DisplayName: account.accountId },
    Buckets: { Bucket },
    ...(rest.length > limit && { ContinuationToken: Bucket.at(-1)?.Name }),
  });
};

export const createBucket: S3Handler = ({ bucket: name = '' }, call) => {
  if (call.account.buckets.has(name)) {
    throw new AwsError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
    );
  }
  if (isElsewhere(name, call)) {
    throw new AwsError('BucketAlreadyExists', 'The requested bucket name is not available.');
  }
  call.account.buckets.set(name, { created: call.now, objects: new Map(), uploads: new Map() });
  return { status: 200, headers: { location: `/${name}` }, body: '' };
};

export const deleteBucket: S3Handler = (address, call) => {
  if (findBucket(address, call).objects.size > 0) {
    throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty');
  }
  call.account.buckets.delete(address.bucket ?? '');
  return noContent();
};

export const headBucket: S3Handler = (address, call) => {
  findBucket(address, call);
  return { ...empty(), headers: { 'x-amz-bucket-region': call.account.region } };
};

/** Buckets in us-east-1 have an empty location constraint. */
export const getBucketLocation: S3Handler = (address, call) => {
  findBucket(address, call);
  return xmlReply('LocationConstraint', call.account.region === 'us-east-1' ? '' : call.account.region);
};
