import { randomUUID } from 'node:crypto';
import type { Secret, SecretVersion } from '../account-state.ts';
import { AwsError } from '../aws-error.ts';
import { identifierFor } from '../identifier.ts';
import { jsonService } from '../protocols/json.ts';
import type { Call } from './service.ts';

interface SecretInput {
  readonly SecretId?: string;
}

/** Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html */
export const secretsManager = jsonService({
  GetSecretValue: getSecretValue,
  PutSecretValue: putSecretValue,
  UpdateSecretVersionStage: updateSecretVersionStage,
});

interface GetInput extends SecretInput {
  readonly VersionId?: string;
  readonly VersionStage?: string;
}

function getSecretValue({ SecretId, VersionId, VersionStage = 'AWSCURRENT' }: GetInput, call: Call): object {
  const { name, secret } = find(SecretId, call);
  const version = secret.versions.find(({ id, stages }) => (VersionId ? id === VersionId : stages.has(VersionStage)));
  if (!version) {
    const sought = VersionId ? `version: ${VersionId}` : `staging label: ${VersionStage}`;
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${sought}`,
    );
  }
  return {
    ...described(name, version, call),
    SecretString: version.text,
    CreatedDate: version.created.getTime() / 1000,
  };
}

interface PutInput extends SecretInput {
  readonly SecretString?: string;
  readonly VersionStages?: readonly string[];
}

function putSecretValue({ SecretId, SecretString, VersionStages = ['AWSCURRENT'] }: PutInput, call: Call): object {
  const { name, secret } = find(SecretId, call);
  if (SecretString === undefined) throw new AwsError('InvalidRequestException', 'You must provide a secret value.');
  const version = { id: randomUUID(), text: SecretString, created: call.now, stages: new Set<string>() };
  secret.versions.push(version);
  for (const stage of VersionStages) moveStage(secret, stage, version);
  return described(name, version, call);
}

interface StageInput extends SecretInput {
  readonly VersionStage?: string;
  readonly MoveToVersionId?: string;
}

function updateSecretVersionStage({ SecretId, VersionStage = '', MoveToVersionId }: StageInput, call: Call): object {
  const { name, secret } = find(SecretId, call);
  const version = secret.versions.find(({ id }) => id === MoveToVersionId);
  if (!version) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified version.");
  moveStage(secret, VersionStage, version);
  const { ARN, Name } = described(name, version, call);
  return { ARN, Name };
}

/** A stage has one version at most. The version that stops being the current one becomes the previous one. */
function moveStage(secret: Secret, stage: string, version: SecretVersion): void {
  const holder = secret.versions.find(({ stages }) => stages.delete(stage));
  version.stages.add(stage);
  if (stage !== 'AWSCURRENT' || !holder || holder === version) return;
  version.stages.delete('AWSPENDING');
  moveStage(secret, 'AWSPREVIOUS', holder);
}

function find(secretId: string | undefined, { account, region }: Call): { name: string; secret: Secret } {
  for (const [name, secret] of account.secrets) {
    if (name === secretId || arn(name, account.accountId, region) === secretId) return { name, secret };
  }
  throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
}

function described(name: string, { id, stages }: SecretVersion, { account, region }: Call) {
  return { ARN: arn(name, account.accountId, region), Name: name, VersionId: id, VersionStages: [...stages] };
}

/** AWS appends six characters to a secret's name in its ARN. */
function arn(name: string, accountId: string, region: string): string {
  return `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${identifierFor(`secret ${name}`).slice(0, 6)}`;
}
