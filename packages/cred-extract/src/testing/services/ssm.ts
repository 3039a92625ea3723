import { AwsError } from '../aws-error.ts';
import { jsonService } from '../protocols/json.ts';
import type { Call } from './service.ts';

/** Parameters of Systems Manager. Source: https://docs.aws.amazon.com/systems-manager/latest/APIReference/Welcome.html */
export const ssm = jsonService({ GetParameter: getParameter });

interface GetInput {
  readonly Name?: string;
  readonly WithDecryption?: boolean;
}

/** All of them are of the type SecureString, whose value is a ciphertext for whoever does not ask for decryption. */
function getParameter({ Name = '', WithDecryption = false }: GetInput, call: Call): object {
  const { account } = call;
  for (const [name, value] of account.parameters) {
    if (Name !== name && Name !== arn(name, call)) continue;
    const Value = WithDecryption ? value : Buffer.from(value).toString('base64');
    const LastModifiedDate = account.created.getTime() / 1000;
    return {
      Parameter: { Name: name, ARN: arn(name, call), Type: 'SecureString', Value, Version: 1, LastModifiedDate },
    };
  }
  throw new AwsError('ParameterNotFound', '');
}

/** The name of a parameter in a hierarchy begins with a slash, which its ARN has once only. */
function arn(name: string, { account, region }: Call): string {
  return `arn:aws:ssm:${region}:${account.accountId}:parameter/${name.replace(/^\//, '')}`;
}
