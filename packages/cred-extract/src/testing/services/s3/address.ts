import { decode, type HttpRequest, queryValue } from '../../http-message.ts';

/** What an S3 request is about. */
export interface S3Address {
  readonly operation: string;
  readonly bucket: string | undefined;
  readonly key: string | undefined;
}

/**
 * S3 has no operation name on the wire: method, path and sub-resource decide.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function s3Address(request: HttpRequest): S3Address {
  const place = locate(request);
  return { ...place, operation: operationName(request, place) };
}

type Place = Pick<S3Address, 'bucket' | 'key'>;

function locate({ headers, path }: HttpRequest): Place {
  // Virtual-hosted style: the bucket is a label before the host's own name.
  const bucketHost = /^(.+)\.(?:127\.0\.0\.1|localhost)(?::\d+)?$/.exec(headers.host ?? '')?.[1];
  const rest = decode(path.slice(1));
  if (bucketHost !== undefined) return { bucket: bucketHost, key: rest || undefined };
  const slash = rest.indexOf('/');
  if (slash === -1) return { bucket: rest || undefined, key: undefined };
  return { bucket: rest.slice(0, slash), key: rest.slice(slash + 1) || undefined };
}

function operationName(request: HttpRequest, { bucket, key }: Place): string {
  const subResource = request.query.find(([name]) => SUB_RESOURCES.has(name))?.[0];
  const level = key !== undefined ? 'object' : bucket !== undefined ? 'bucket' : 'service';
  const copies = request.headers['x-amz-copy-source'] !== undefined ? ' copy' : '';
  const signature = `${request.method} ${level}${subResource === undefined ? '' : ` ${subResource}`}${copies}`;
  // An operation this server does not know keeps the name that newer SDKs state.
  return OPERATIONS[signature] ?? queryValue(request, 'x-id') ?? signature;
}

const OPERATIONS: Readonly<Record<string, string>> = {
  'GET service': 'ListBuckets',
  'HEAD bucket': 'HeadBucket',
  'PUT bucket': 'CreateBucket',
  'DELETE bucket': 'DeleteBucket',
  'GET bucket': 'ListObjects',
  'GET bucket list-type': 'ListObjectsV2',
  'GET bucket location': 'GetBucketLocation',
  'POST bucket delete': 'DeleteObjects',
  'GET object': 'GetObject',
  'HEAD object': 'HeadObject',
  'PUT object': 'PutObject',
  'PUT object copy': 'CopyObject',
  'DELETE object': 'DeleteObject',
  'POST object uploads': 'CreateMultipartUpload',
  'PUT object uploadId': 'UploadPart',
  'POST object uploadId': 'CompleteMultipartUpload',
  'DELETE object uploadId': 'AbortMultipartUpload',
};

/** Query parameters that select another operation on the same address. */
const SUB_RESOURCES = new Set(
  `accelerate acl analytics attributes cors delete encryption intelligent-tiering inventory legal-hold lifecycle
  list-type location logging metrics notification object-lock ownershipControls policy policyStatus publicAccessBlock
  replication requestPayment restore retention select tagging torrent uploadId uploads versioning versions website`.split(
    /\s+/,
  ),
);
