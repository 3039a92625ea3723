import { decode, type HttpRequest } from '../../http-message.ts';

/** What a Lambda request is about. */
export interface LambdaAddress {
  /** The operation's: AWS's name, or method and path. */
  readonly name: string;
  /** The function's, as given. */
  readonly nameOrArn: string | undefined;
}

/** Method and path decide; the SDKs differ in the slash at the end. */
export function lambdaAddress({ method, path }: HttpRequest): LambdaAddress {
  const [, nameOrArn, rest = ''] = /^\/2015-03-31\/functions\/?([^/]+)?(\/.*)?$/.exec(path) ?? [];
  const level = nameOrArn === undefined ? path.replace(/\/$/, '') : `function${rest}`;
  return { name: OPERATIONS[`${method} ${level}`] ?? `${method} ${path}`, nameOrArn: nameOrArn && decode(nameOrArn) };
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
