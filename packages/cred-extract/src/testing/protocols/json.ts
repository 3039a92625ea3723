import { AwsError } from '../aws-error.ts';
import type { HttpReply, HttpRequest } from '../http-message.ts';
import type { Call, Operation, OperationHandler, Service } from '../services/service.ts';

export type JsonOperations = Readonly<Record<string, OperationHandler<object>>>;

/** Input fields that name the resource an operation is about, the first present one wins. */
const TARGET_FIELDS = [
  'TableName',
  'SecretId',
  'KeyId',
  'logGroupName',
  'FunctionName',
  'QueueUrl',
  'QueueName',
  'TopicArn',
  'StreamName',
  'Name',
];

/**
 * AWS JSON 1.0 and 1.1: the operation stands in `X-Amz-Target`. An operation without a handler answers `{}`.
 * Source: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function jsonService(operations: JsonOperations): Service {
  return {
    family: 'json',
    operation: readOperation,
    answer: (call) => answer(operations, call),
    refuse: (error, requestId) => jsonReply(error.status, { __type: error.code, message: error.message }, requestId),
  };
}

export function jsonReply(status: number, body: object, requestId: string): HttpReply {
  // The SDK clients take 1.0 and 1.1 for one another.
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': requestId };
  return { status, headers, body: JSON.stringify(body) };
}

export function targetOf(input: Readonly<Record<string, unknown>>): string | undefined {
  const target = TARGET_FIELDS.map((field) => input[field]).find((value) => typeof value === 'string');
  return target as string | undefined;
}

function readOperation(request: HttpRequest): Operation {
  const name = request.headers['x-amz-target']?.split('.').at(-1) ?? 'unknown';
  const target = targetOf(readInput(request) ?? {});
  return { name, ...(target !== undefined && { target }) };
}

function answer(operations: JsonOperations, call: Call): HttpReply {
  const input = readInput(call.request);
  if (!input) throw new AwsError('SerializationException', 'The request body is not a JSON object.');
  const { name } = call.operation;
  const handler = Object.hasOwn(operations, name) ? operations[name] : undefined;
  return jsonReply(200, handler ? handler(input as never, call) : {}, call.requestId);
}

function readInput(request: HttpRequest): Record<string, unknown> | undefined {
  try {
    const input: unknown = JSON.parse(request.body.toString() || '{}');
    return typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
