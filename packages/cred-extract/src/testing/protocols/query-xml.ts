import type { HttpReply, HttpRequest } from '../http-message.ts';
import type { Call, Operation, OperationHandler, Service } from '../services/service.ts';
import { toXml, XML_DECLARATION, type XmlValue } from './xml.ts';

export type QueryOperations = Readonly<Record<string, OperationHandler<XmlValue>>>;

/** Parameters as sent: `Tags.member.1.Key` stays one name. */
export type QueryInput = Readonly<Record<string, string | undefined>>;

const TARGET_PARAMETERS = ['RoleArn', 'QueueUrl', 'QueueName', 'TopicArn', 'Name'];

/**
 * AWS Query: `Action` among form parameters, XML back. An operation without a handler answers an empty result.
 * Source: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryService(operations: QueryOperations, namespace: string): Service {
  return {
    family: 'query',
    operation: readOperation,
    answer: (call) => answer(operations, namespace, call),
    refuse: (error, requestId) => {
      const type = error.status < 500 ? 'Sender' : 'Receiver';
      const body = { Error: { Type: type, Code: error.code, Message: error.message }, RequestId: requestId };
      return reply(error.status, toXml('ErrorResponse', body, namespace), requestId);
    },
  };
}

export function isQueryRequest(request: HttpRequest): boolean {
  return queryInput(request).Action !== undefined;
}

function readOperation(request: HttpRequest): Operation {
  const input = queryInput(request);
  const target = TARGET_PARAMETERS.map((name) => input[name]).find((value) => value !== undefined);
  return { name: input.Action ?? 'unknown', ...(target !== undefined && { target }) };
}

function answer(operations: QueryOperations, namespace: string, call: Call): HttpReply {
  const { name } = call.operation;
  const handler = Object.hasOwn(operations, name) ? operations[name] : undefined;
  const result = handler ? handler(queryInput(call.request) as never, call) : {};
  const body = { [`${name}Result`]: result, ResponseMetadata: { RequestId: call.requestId } };
  return reply(200, toXml(`${name}Response`, body, namespace), call.requestId);
}

function reply(status: number, xml: string, requestId: string): HttpReply {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: XML_DECLARATION + xml,
  };
}

/** Of the body for POST, of the URL for a presigned GET. */
export function queryInput(request: HttpRequest): QueryInput {
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return Object.fromEntries([...request.query, ...(form ? new URLSearchParams(request.body.toString()) : [])]);
}
