import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Environment } from '../environment.ts';
import { ConfigurationError } from '../errors.ts';
import { type AwsFailure, classifyAwsFailure, NO_REGION, OWN_CREDENTIALS } from './aws-failure.ts';
import { clientOptions } from './client-options.ts';

/**
 * The versions of a secret. While a secret is rotated, the new password may be in force as `AWSPENDING` already.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export type SecretStage = 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS';

/** One secret of Secrets Manager, read anew with every call. */
export interface StoredSecret {
  /** The setting that names the secret, for messages. */
  readonly setting: string;
  /**
   * Undefined when there is no version in this stage, which only `AWSCURRENT` always has.
   *
   * @throws ConfigurationError for what only a person can correct; what may pass by itself is thrown as the SDK has it.
   */
  read(stage: SecretStage): Promise<string | undefined>;
}

/**
 * A secret by its name or ARN, read with the server's own credentials. `@aws-sdk/client-secrets-manager` loads with the
 * first read. The Region is the ARN's, else `AWS_REGION`.
 */
export function storedSecret(setting: string, secretId: string, env: Environment): StoredSecret {
  let client: Promise<SecretsManagerClient> | undefined;
  return {
    setting,
    read: async (stage) => {
      client ??= connect(secretId, env);
      try {
        return await readVersion(await client, secretId, stage);
      } catch (cause) {
        const failure = classifyAwsFailure(cause);
        if (failure === 'not-found' && stage !== 'AWSCURRENT') return undefined;
        if (failure === 'transient') throw cause;
        throw new ConfigurationError(`${setting}: ${explain(failure)}`, { cause });
      }
    },
  };
}

async function connect(secretId: string, env: Environment): Promise<SecretsManagerClient> {
  const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  return new SecretsManagerClient(clientOptions(secretId, env));
}

async function readVersion(client: SecretsManagerClient, secretId: string, stage: SecretStage): Promise<string> {
  const { GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId, VersionStage: stage }));
  return answer.SecretString ?? Buffer.from(answer.SecretBinary ?? []).toString();
}

function explain(failure: Exclude<AwsFailure, 'transient'>): string {
  switch (failure) {
    case 'not-found':
      return "Secrets Manager has no such secret in the server's account and Region. Check the name and AWS_REGION.";
    case 'access-denied':
      return 'the server may not read this secret. Allow its role secretsmanager:GetSecretValue, and kms:Decrypt where the secret has a key of its own.';
    case 'own-credentials':
      return OWN_CREDENTIALS;
    case 'no-region':
      return NO_REGION;
    case 'refused':
      return 'Secrets Manager refuses to read this secret. Check that it is a name or an ARN, and that the secret is not scheduled for deletion.';
  }
}
