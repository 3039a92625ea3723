import { ServeConfigurationError } from '../errors.ts';
import type { RuntimeConfiguration } from './runtime-configuration.ts';

type Variable = RuntimeConfiguration['variable'];

interface Place {
  readonly what: string;
  readonly action: string;
}

const PLACES: Readonly<Record<Variable, Place>> = {
  RUNTIME_CONFIG_SECRET_ID: { what: 'secret', action: 'secretsmanager:GetSecretValue' },
  RUNTIME_CONFIG_SSM_PARAMETER_NAME: { what: 'parameter', action: 'ssm:GetParameter' },
};

/**
 * What to do about a failure to read the configuration. AWS's own error stays out, as a cause too: it names roles and ARNs,
 * and Node prints causes.
 */
export function explainAwsError(variable: Variable, error: Error): ServeConfigurationError {
  return new ServeConfigurationError(`${variable}: ${explanation(PLACES[variable], error)}`);
}

/**
 * Error names of both services:
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html#API_GetParameter_Errors
 */
function explanation({ what, action }: Place, { name, message }: Error): string {
  switch (name) {
    case 'ResourceNotFoundException':
    case 'ParameterNotFound':
    case 'ParameterVersionNotFound':
      return `there is no such ${what} in this account and region. Correct the name, or AWS_REGION, or create the ${what}.`;
    case 'AccessDeniedException':
      return `access is denied. Allow the server's role ${action} on the ${what}, and kms:Decrypt on the key it is encrypted with.`;
    case 'DecryptionFailure':
    case 'InvalidKeyId':
      return `the ${what} cannot be decrypted. Allow the server's role kms:Decrypt on its key, and see that the key is enabled.`;
    case 'InvalidRequestException':
      return `the ${what} cannot be read now; it may be marked for deletion. Restore it.`;
    case 'CredentialsProviderError':
      return 'there are no AWS credentials. Give the server a role, or set AWS_PROFILE.';
    case 'UnrecognizedClientException':
    case 'ExpiredTokenException':
    case 'InvalidSignatureException':
      return `AWS rejects the server's own credentials (${name}).`;
    default:
      if (/^Region (?:is missing|not accepted)/.test(message)) return `set AWS_REGION, the region of the ${what}.`;
      return `the ${what} could not be read (${name}). Check AWS_REGION and the network.`;
  }
}
