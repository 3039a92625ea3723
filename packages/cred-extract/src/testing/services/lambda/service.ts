import { AwsError } from '../../aws-error.ts';
import { type HttpReply, queryValue } from '../../http-message.ts';
import { restJsonError, restJsonReply } from '../../protocols/rest-json.ts';
import type { Call, Service } from '../service.ts';
import { lambdaAddress } from './address.ts';

/** Source: https://docs.aws.amazon.com/lambda/latest/api/. Operations without a handler answer `{}`. */
export const lambda: Service = {
  family: 'rest-json',
  operation: (request) => {
    const { name, nameOrArn } = lambdaAddress(request);
    return { name, ...(nameOrArn !== undefined && { target: nameOrArn }) };
  },
  answer: (call) => {
    const { name, nameOrArn = '' } = lambdaAddress(call.request);
    const handler = Object.hasOwn(HANDLERS, name) ? HANDLERS[name] : undefined;
    return handler?.(functionName(nameOrArn, call.account.accountId), call) ?? restJsonReply(200, {}, call.requestId);
  },
  refuse: restJsonError,
};

type Handler = (name: string, call: Call) => HttpReply;

const HANDLERS: Readonly<Record<string, Handler>> = {
  ListFunctions: listFunctions,
  GetFunction: (name, call) => {
    const Code = { RepositoryType: 'S3', Location: `http://${call.request.headers.host}/code/${name}` };
    return restJsonReply(200, { Configuration: configuration(name, call), Code }, call.requestId);
  },
  GetFunctionConfiguration: (name, call) => restJsonReply(200, configuration(name, call), call.requestId),
  UpdateFunctionConfiguration: updateConfiguration,
  Invoke: invoke,
};

/** `arn:aws:lambda:<region>:<account>:function:<name>[:<version>]`; another account's ARN names nothing here. */
function functionName(nameOrArn: string, accountId: string): string {
  return nameOrArn.replace(new RegExp(`^arn:aws[\\w-]*:lambda:[\\w-]+:${accountId}:function:([\\w-]+).*$`), '$1');
}

function listFunctions(_name: string, call: Call): HttpReply {
  const names = [...call.account.functions.keys()].sort();
  const start = Number(queryValue(call.request, 'Marker') ?? 0);
  const end = start + Number(queryValue(call.request, 'MaxItems') ?? 50);
  const Functions = names.slice(start, end).map((name) => configuration(name, call));
  return restJsonReply(200, { Functions, ...(end < names.length && { NextMarker: String(end) }) }, call.requestId);
}

function updateConfiguration(name: string, call: Call): HttpReply {
  const before = findFunction(name, call);
  call.account.functions.set(name, { ...before, ...parseObject(call.request.body) });
  return restJsonReply(200, configuration(name, call), call.requestId);
}

/** The function's answer is who it is and what it got. */
function invoke(name: string, call: Call): HttpReply {
  findFunction(name, call);
  const type = call.request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (type === 'Event') return { ...restJsonReply(202, {}, call.requestId), body: '' };
  if (type === 'DryRun') return { ...restJsonReply(204, {}, call.requestId), body: '' };
  const payload = call.request.body.length === 0 ? null : parse(call.request.body);
  const reply = restJsonReply(200, { accountId: call.account.accountId, functionName: name, payload }, call.requestId);
  return { ...reply, headers: { ...reply.headers, 'x-amz-executed-version': '$LATEST' } };
}

function configuration(name: string, call: Call): object {
  const { account, region } = call;
  return {
    FunctionName: name,
    FunctionArn: `arn:aws:lambda:${region}:${account.accountId}:function:${name}`,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    MemorySize: 128,
    Timeout: 3,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    LastModified: account.created.toISOString().replace('Z', '+0000'),
    ...findFunction(name, call),
  };
}

function findFunction(name: string, { account, region }: Call): Readonly<Record<string, unknown>> {
  const found = account.functions.get(name);
  if (found) return found;
  const arn = `arn:aws:lambda:${region}:${account.accountId}:function:${name}`;
  throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
}

function parseObject(body: Buffer): object {
  const value = parse(body);
  if (typeof value === 'object' && value !== null) return value;
  throw new AwsError('InvalidRequestContentException', 'The request body is not a JSON object.');
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json.');
  }
}
