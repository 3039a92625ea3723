import type { Environment } from '../environment.ts';

/**
 * For clients of Secrets Manager and KMS. The Region is that of `id` where it is an ARN, else `AWS_REGION`, else left to the
 * SDK. A tool call waits for three attempts, about ten seconds; without `throwOnRequestTimeout` the SDK would only warn.
 */
export function clientOptions(id: string, env: Environment) {
  const region = regionOfArn(id) ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION);
  return {
    ...(region && { region }),
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  };
}

/** `arn:aws:secretsmanager:<region>:…` */
function regionOfArn(id: string): string | undefined {
  return id.startsWith('arn:') ? id.split(':')[3] || undefined : undefined;
}
