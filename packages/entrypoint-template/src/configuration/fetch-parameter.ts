import { importOrExplain } from '../sdk/import-or-explain.ts';

/** The parameter's value, decrypted if it is a SecureString. */
export async function fetchParameter(name: string, region: string | undefined): Promise<string | undefined> {
  const { GetParameterCommand, SSMClient } = await importOrExplain(
    '@aws-sdk/client-ssm',
    () => import('@aws-sdk/client-ssm'),
  );
  const client = new SSMClient(region === undefined ? {} : { region });
  try {
    return (await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }))).Parameter?.Value;
  } finally {
    client.destroy();
  }
}
