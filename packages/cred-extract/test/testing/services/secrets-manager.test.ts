import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { ALPHA, BETA, configFor, refusalOf } from '../clients.ts';

let aws: LocalAws;
let secrets: SecretsManagerClient;

beforeAll(async () => {
  const data = { secrets: { 'prod/database': '{"password":"p"}' } };
  aws = await startLocalAws({ accounts: [{ accountId: ALPHA, data }, { accountId: BETA }] });
  secrets = new SecretsManagerClient(configFor(aws, ALPHA));
});
afterAll(() => aws.close());

it('returns a secret by its name and by its ARN', async () => {
  const byName = await secrets.send(new GetSecretValueCommand({ SecretId: 'prod/database' }));
  expect(byName).toMatchObject({ Name: 'prod/database', SecretString: '{"password":"p"}' });
  expect(byName.ARN).toMatch(new RegExp(`^arn:aws:secretsmanager:us-east-1:${ALPHA}:secret:prod/database-\\w{6}$`));
  expect(byName.CreatedDate).toBeInstanceOf(Date);
  const byArn = await secrets.send(new GetSecretValueCommand({ SecretId: byName.ARN }));
  expect(byArn.SecretString).toBe(byName.SecretString);
});

it("does not find another account's secret, by name or by ARN", async () => {
  const beta = new SecretsManagerClient(configFor(aws, BETA));
  const { ARN, SecretString } = await beta.send(new GetSecretValueCommand({ SecretId: `secret-${BETA}` }));
  expect(SecretString).toBe(`secret of ${BETA}`);
  for (const SecretId of [`secret-${BETA}`, ARN, 'prod/data']) {
    const call = secrets.send(new GetSecretValueCommand({ SecretId }));
    expect(await refusalOf(call)).toEqual(['ResourceNotFoundException', 400]);
  }
});

it('keeps the versions of a secret by their stages, as a rotation moves them', async () => {
  const beta = new SecretsManagerClient(configFor(aws, BETA));
  const SecretId = `secret-${BETA}`;
  const textOf = async (VersionStage: string) =>
    (await beta.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;
  const missing = ['ResourceNotFoundException', 400];
  expect(await refusalOf(textOf('AWSPENDING'))).toEqual(missing);
  expect(await refusalOf(textOf('AWSPREVIOUS'))).toEqual(missing);

  const stages = { SecretId, VersionStages: ['AWSPENDING'] };
  const pending = await beta.send(new PutSecretValueCommand({ ...stages, SecretString: 'new' }));
  expect([await textOf('AWSCURRENT'), await textOf('AWSPENDING')]).toEqual([`secret of ${BETA}`, 'new']);

  const move = { SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: pending.VersionId };
  await beta.send(new UpdateSecretVersionStageCommand(move));
  expect([await textOf('AWSCURRENT'), await textOf('AWSPREVIOUS')]).toEqual(['new', `secret of ${BETA}`]);
  expect(await refusalOf(textOf('AWSPENDING'))).toEqual(missing);

  await beta.send(new PutSecretValueCommand({ SecretId, SecretString: 'newest' }));
  expect([await textOf('AWSCURRENT'), await textOf('AWSPREVIOUS')]).toEqual(['newest', 'new']);
  const byId = new GetSecretValueCommand({ SecretId, VersionId: pending.VersionId as string });
  expect((await beta.send(byId)).SecretString).toBe('new');
});
