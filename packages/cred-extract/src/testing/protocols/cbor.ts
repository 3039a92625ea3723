import type { AwsError } from '../aws-error.ts';
import type { HttpReply } from '../http-message.ts';
import type { Service } from '../services/service.ts';

const EMPTY_MAP = Buffer.from([0xa0]);

/**
 * RPC v2 CBOR, which newer SDKs speak to some services: authenticated and recorded, always an empty answer.
 * Source: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const cbor: Service = {
  family: 'json',
  operation: ({ path }) => ({ name: path.split('/').at(-1) ?? 'unknown' }),
  answer: ({ requestId }) => cborReply(200, EMPTY_MAP, requestId),
  refuse: (error, requestId) => cborReply(error.status, errorMap(error), requestId),
};

function cborReply(status: number, body: Buffer, requestId: string): HttpReply {
  const headers = {
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
    'x-amzn-requestid': requestId,
  };
  return { status, headers, body };
}

function errorMap({ code, message }: AwsError): Buffer {
  return Buffer.concat([Buffer.from([0xa2]), ...['__type', code, 'message', message].map(textString)]);
}

/** RFC 8949, major type 3 with a two-byte length. */
function textString(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x79, bytes.length >> 8, bytes.length & 0xff]), bytes]);
}
