import { AwsError } from '../aws-error.ts';
import { identifierFor } from '../identifier.ts';
import { jsonService } from '../protocols/json.ts';
import type { Call } from './service.ts';

/** Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export const secretsManager = jsonService({ GetSecretValue: getSecretValue });

function getSecretValue({ SecretId }: { SecretId?: string }, { account, region }: Call): object {
  const arn = (name: string) => `arn:aws:secretsmanager:${region}:${account.accountId}:secret:${name}-${suffix(name)}`;
  const Name = [...account.secrets.keys()].find((name) => name === SecretId || arn(name) === SecretId);
  if (Name === undefined) {
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  return {
    ARN: arn(Name),
    Name,
    SecretString: account.secrets.get(Name),
    VersionStages: ['AWSCURRENT'],
    CreatedDate: account.created.getTime() / 1000,
  };
}

/** AWS appends six characters to a secret's name in its ARN. */
function suffix(name: string): string {
  return identifierFor(`secret ${name}`).slice(0, 6);
}
