import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { ALPHA, BETA, configFor, refusalOf } from '../clients.ts';

let aws: LocalAws;
let parameters: SSMClient;

beforeAll(async () => {
  const data = { parameters: { '/prod/server': 'A=1' } };
  aws = await startLocalAws({ accounts: [{ accountId: ALPHA, data }, { accountId: BETA }] });
  parameters = new SSMClient(configFor(aws, ALPHA));
});
afterAll(() => aws.close());

it('returns a parameter by its name and by its ARN, decrypted for whoever asks for it', async () => {
  const { Parameter } = await parameters.send(new GetParameterCommand({ Name: '/prod/server', WithDecryption: true }));
  const ARN = `arn:aws:ssm:us-east-1:${ALPHA}:parameter/prod/server`;
  expect(Parameter).toMatchObject({ Name: '/prod/server', ARN, Type: 'SecureString', Value: 'A=1', Version: 1 });
  expect(Parameter?.LastModifiedDate).toBeInstanceOf(Date);
  const sealed = await parameters.send(new GetParameterCommand({ Name: ARN }));
  expect(sealed.Parameter?.Value).not.toContain('A=1');
});

it("does not find another account's parameter, by name or by ARN", async () => {
  const Name = `/parameter/${BETA}`;
  const beta = new SSMClient(configFor(aws, BETA));
  const { Parameter } = await beta.send(new GetParameterCommand({ Name, WithDecryption: true }));
  expect(Parameter?.Value).toBe(`parameter of ${BETA}`);
  for (const name of [Name, Parameter?.ARN, '/prod']) {
    expect(await refusalOf(parameters.send(new GetParameterCommand({ Name: name })))).toEqual([
      'ParameterNotFound',
      400,
    ]);
  }
});
