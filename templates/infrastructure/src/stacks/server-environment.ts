import { Aws } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';

/** What anybody who may describe the runtime sees. Everything else is in the configuration. */
export function serverEnvironment(configuration: Secret, logLevel: string): Readonly<Record<string, string>> {
  return {
    AWS_REGION: Aws.REGION,
    LOG_LEVEL: logLevel,
    RUNTIME_CONFIG_SECRET_ID: configuration.secretArn,
    // Traces say which account a call used and how it ended; arguments and answers stay out of them.
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'false',
  };
}
