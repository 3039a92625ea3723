import type { AwsError } from '../aws-error.ts';
import type { HttpReply } from '../http-message.ts';
import type { Service } from '../services/service.ts';

/**
 * Any REST service without a file of its own. On the wire it has no operation name, so method and path stand for it.
 * Source: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export const restJson: Service = {
  family: 'rest-json',
  operation: ({ method, path }) => ({ name: `${method} ${path}` }),
  answer: ({ requestId }) => restJsonReply(200, {}, requestId),
  refuse: restJsonError,
};

export function restJsonReply(status: number, body: object, requestId: string): HttpReply {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
  return { status, headers, body: JSON.stringify(body) };
}

export function restJsonError({ code, message, status }: AwsError, requestId: string): HttpReply {
  const reply = restJsonReply(status, { message }, requestId);
  return { ...reply, headers: { ...reply.headers, 'x-amzn-errortype': code } };
}
