import { importOrExplain } from '../sdk/import-or-explain.ts';

/** The secret's text; undefined for a binary secret. */
export async function fetchSecret(id: string, region: string | undefined): Promise<string | undefined> {
  const { GetSecretValueCommand, SecretsManagerClient } = await importOrExplain(
    '@aws-sdk/client-secrets-manager',
    () => import('@aws-sdk/client-secrets-manager'),
  );
  const client = new SecretsManagerClient(region === undefined ? {} : { region });
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: id }))).SecretString;
  } finally {
    client.destroy();
  }
}
