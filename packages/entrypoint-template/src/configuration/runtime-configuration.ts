import { ServeConfigurationError } from '../errors.ts';
import { explainAwsError } from './aws-error.ts';
import { parseConfiguration, type Values } from './parse-configuration.ts';
import { regionOfArn } from './region-of-arn.ts';
import type { Environment } from './serve-config.ts';

/** Where the settings are kept that the environment leaves out. */
export interface RuntimeConfiguration {
  readonly variable: 'RUNTIME_CONFIG_SECRET_ID' | 'RUNTIME_CONFIG_SSM_PARAMETER_NAME';
  /** Name or ARN. */
  readonly id: string;
}

/** @throws ServeConfigurationError when both places are named. */
export function readRuntimeConfiguration(env: Environment): RuntimeConfiguration | undefined {
  const [first, second] = (['RUNTIME_CONFIG_SECRET_ID', 'RUNTIME_CONFIG_SSM_PARAMETER_NAME'] as const).flatMap(
    (variable) => {
      const id = env[variable]?.trim();
      return id ? [{ variable, id }] : [];
    },
  );
  if (first && second)
    throw new ServeConfigurationError(`${first.variable} and ${second.variable} are both set. Set one.`);
  return first;
}

/** Long enough for a first connection and three attempts; AgentCore waits 120 s for the whole start. */
const TIMEOUT_MS = 15_000;

/**
 * Reads the secret or parameter as the server itself, in the region of its ARN or of `env`.
 *
 * @throws ServeConfigurationError that says what to do, without any of the content.
 */
export async function loadRuntimeConfiguration(
  configuration: RuntimeConfiguration,
  env: Environment,
  timeoutMs: number = TIMEOUT_MS,
): Promise<Values> {
  const { id, variable } = configuration;
  const region = regionOfArn(id) ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined);
  const text = await within(timeoutMs, configuration, fetchText(configuration, region)).catch((error: Error) => {
    throw error instanceof ServeConfigurationError ? error : explainAwsError(variable, error);
  });
  return parseConfiguration(variable, text);
}

async function fetchText(
  { id, variable }: RuntimeConfiguration,
  region: string | undefined,
): Promise<string | undefined> {
  switch (variable) {
    case 'RUNTIME_CONFIG_SECRET_ID':
      return (await import('./fetch-secret.ts')).fetchSecret(id, region);
    case 'RUNTIME_CONFIG_SSM_PARAMETER_NAME':
      return (await import('./fetch-parameter.ts')).fetchParameter(id, region);
  }
}

async function within<T>(ms: number, { variable }: RuntimeConfiguration, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const message =
      `${variable}: AWS did not answer within ${ms / 1000} seconds. ` +
      'Check that the server reaches it: a NAT gateway or VPC endpoint, its security group, and AWS_REGION.';
    timer = setTimeout(() => reject(new ServeConfigurationError(message)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
