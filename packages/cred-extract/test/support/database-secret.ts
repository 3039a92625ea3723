import {
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { type LocalAws, startLocalAws } from '../../src/testing/index.ts';
import { configFor } from '../testing/clients.ts';

const SERVER = '999999999999';
const SECRET = 'rds!db-test';

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** A secret as RDS keeps one, in a local AWS, for the database at `url`. */
export interface DatabaseSecret {
  readonly aws: LocalAws;
  /** Of the server process itself. */
  readonly processEnv: Readonly<Record<string, string>>;
  /** For `openAccountStore`. */
  readonly env: Readonly<Record<string, string>>;
  /** Stores a login in a stage; the ID of its version. Default `AWSCURRENT`. */
  put(secret: Login | object | string, stage?: string): Promise<string>;
  /** Makes a pending version the current one. */
  promote(versionId: string): Promise<void>;
  /** How often the secret was read. */
  reads(): number;
  close(): Promise<void>;
}

export async function startDatabaseSecret(url: string): Promise<DatabaseSecret> {
  const { username, password, hostname, port, pathname } = new URL(url);
  const data = { secrets: { [SECRET]: JSON.stringify({ username, password }) } };
  const aws = await startLocalAws({ accounts: [{ accountId: SERVER, data }] });
  const client = new SecretsManagerClient(configFor(aws, SERVER));
  return {
    aws,
    processEnv: aws.env(SERVER),
    env: {
      RDS_SECRET_NAME: SECRET,
      DATABASE_HOST: hostname,
      DATABASE_PORT: port,
      DATABASE_NAME: pathname.slice(1),
      AWS_REGION: 'us-east-1',
      PGSSLMODE: 'disable',
    },
    put: async (secret, stage = 'AWSCURRENT') => {
      const SecretString = typeof secret === 'string' ? secret : JSON.stringify(secret);
      const command = new PutSecretValueCommand({ SecretId: SECRET, SecretString, VersionStages: [stage] });
      return (await client.send(command)).VersionId as string;
    },
    promote: async (MoveToVersionId) => {
      const input = { SecretId: SECRET, VersionStage: 'AWSCURRENT', MoveToVersionId };
      await client.send(new UpdateSecretVersionStageCommand(input));
    },
    reads: () => aws.requests.filter(({ operation }) => operation === 'GetSecretValue').length,
    close: () => aws.close(),
  };
}
