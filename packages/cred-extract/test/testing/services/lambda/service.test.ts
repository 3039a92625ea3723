import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListTagsCommand,
  paginateListFunctions,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../../src/testing/index.ts';
import { ALPHA, BETA, collect, configFor, errorOf, refusalOf } from '../../clients.ts';

let aws: LocalAws;
let lambda: LambdaClient;

beforeAll(async () => {
  const data = { functions: ['resize', 'notify', 'archive'] };
  aws = await startLocalAws({ accounts: [{ accountId: ALPHA, data }, { accountId: BETA }] });
  lambda = new LambdaClient(configFor(aws, ALPHA));
});
afterAll(() => aws.close());

describe('functions', () => {
  it("are the account's own, listed in pages", async () => {
    const { Functions } = await lambda.send(new ListFunctionsCommand({}));
    expect(Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['archive', 'notify', 'resize']);
    const pages = await collect(paginateListFunctions({ client: lambda, pageSize: 2 }, {}));
    expect(pages.map((page) => page.Functions?.length)).toEqual([2, 1]);
    const beta = await new LambdaClient(configFor(aws, BETA)).send(new ListFunctionsCommand({}));
    expect(beta.Functions?.map(({ FunctionName }) => FunctionName)).toEqual([`function-${BETA}`]);
  });

  it('are found by name, by ARN and by ARN with a version', async () => {
    const arn = `arn:aws:lambda:us-east-1:${ALPHA}:function:resize`;
    for (const FunctionName of ['resize', arn, `${arn}:7`]) {
      const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName }));
      expect(Configuration).toMatchObject({ FunctionName: 'resize', FunctionArn: arn, MemorySize: 128, Timeout: 3 });
    }
  });

  it("are not found by another account's ARN, not even when the name is the same", async () => {
    const FunctionName = `arn:aws:lambda:us-east-1:${BETA}:function:resize`;
    for (const call of [new GetFunctionCommand({ FunctionName }), new InvokeCommand({ FunctionName })]) {
      expect(await refusalOf(lambda.send(call as GetFunctionCommand))).toEqual(['ResourceNotFoundException', 404]);
    }
  });

  it('keep what their configuration is changed to', async () => {
    const change = { FunctionName: 'notify', MemorySize: 512, Environment: { Variables: { LEVEL: 'debug' } } };
    expect(await lambda.send(new UpdateFunctionConfigurationCommand(change))).toMatchObject(change);
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'notify', Timeout: 60 }));
    const now = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'notify' }));
    expect(now).toMatchObject({ ...change, Timeout: 60 });
    const missing = new UpdateFunctionConfigurationCommand({ FunctionName: 'missing', Timeout: 60 });
    expect(await refusalOf(lambda.send(missing))).toEqual(['ResourceNotFoundException', 404]);
  });
});

describe('Invoke', () => {
  it('answers who ran and with what', async () => {
    const Payload = JSON.stringify({ width: 10 });
    const output = await lambda.send(new InvokeCommand({ FunctionName: 'resize', Payload }));
    expect(output).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(JSON.parse(output.Payload?.transformToString() ?? '')).toEqual({
      accountId: ALPHA,
      functionName: 'resize',
      payload: { width: 10 },
    });
  });

  it('takes no payload for null, and refuses what is not JSON', async () => {
    const output = await lambda.send(new InvokeCommand({ FunctionName: 'resize' }));
    expect(JSON.parse(output.Payload?.transformToString() ?? '').payload).toBeNull();
    const call = lambda.send(new InvokeCommand({ FunctionName: 'resize', Payload: '{broken' }));
    expect(await refusalOf(call)).toEqual(['InvalidRequestContentException', 400]);
  });

  it('answers an event at once, and a dry run with nothing', async () => {
    const status = async (InvocationType: 'Event' | 'DryRun') =>
      (await lambda.send(new InvokeCommand({ FunctionName: 'resize', InvocationType }))).StatusCode;
    expect([await status('Event'), await status('DryRun')]).toEqual([202, 204]);
  });
});

it('answers an operation it does not know with an empty success, recorded by method and path', async () => {
  const Resource = `arn:aws:lambda:us-east-1:${ALPHA}:function:resize`;
  expect((await lambda.send(new ListTagsCommand({ Resource }))).Tags).toBeUndefined();
  expect(aws.requests.at(-1)).toMatchObject({ service: 'lambda', status: 200 });
  expect(aws.requests.at(-1)?.operation).toMatch(/^GET \/2017-03-31\/tags\//);
});

it("refuses a wrong secret with Lambda's own error", async () => {
  const config = configFor(aws, ALPHA);
  const stranger = new LambdaClient({ ...config, credentials: { ...config.credentials, secretAccessKey: 'wrong' } });
  const error = await errorOf(stranger.send(new ListFunctionsCommand({})));
  expect([error.name, error.$metadata?.httpStatusCode]).toEqual(['InvalidSignatureException', 403]);
});
