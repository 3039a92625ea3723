import { decode, type HttpRequest } from '../../http-message.ts';

/** What a Lambda request is about. */
export interface LambdaAddress {
  /** The operation's. */
  readonly name: string;
  readonly functionName: string | undefined;
}

/** Method and path decide; the SDKs differ in the slash at the end. */
export function lambdaAddress({ method, path }: HttpRequest): LambdaAddress {
  const [, nameOrArn, rest = ''] = /^\/2015-03-31\/functions\/?([^/]+)?(\/.*)?$/.exec(path) ?? [];
  const level = nameOrArn === undefined ? path.replace(/\/$/, '') : `function${rest}`;
  // `arn:aws:lambda:<region>:<account>:function:<name>[:<version>]`
  const functionName =
    nameOrArn && decode(nameOrArn).replace(/^arn:aws[\w-]*:lambda:[\w-]+:\d+:function:([\w-]+).*$/, '$1');
  return { name: OPERATIONS[`${method} ${level}`] ?? `${method} ${path}`, functionName };
}

const OPERATIONS: Readonly<Record<string, string>> = {
  'GET /2015-03-31/functions': 'ListFunctions',
  'POST /2015-03-31/functions': 'CreateFunction',
  'GET function': 'GetFunction',
  'DELETE function': 'DeleteFunction',
  'GET function/configuration': 'GetFunctionConfiguration',
  'PUT function/configuration': 'UpdateFunctionConfiguration',
  'PUT function/code': 'UpdateFunctionCode',
  'POST function/invocations': 'Invoke',
};
