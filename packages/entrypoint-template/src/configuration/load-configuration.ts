import { readDotenv } from './dotenv.ts';
import type { Values } from './parse-configuration.ts';
import {
  loadRuntimeConfiguration,
  type RuntimeConfiguration,
  readRuntimeConfiguration,
} from './runtime-configuration.ts';
import type { Environment } from './serve-config.ts';

/** Every setting, from all the places where settings are kept. */
export interface Configuration {
  readonly env: Environment;
  /** Where a setting came from. The environment itself, for those that are not here. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** Names that were found elsewhere than in the environment, and that nothing is done with. */
  readonly ignored: readonly string[];
}

export type Origin = RuntimeConfiguration['variable'] | '.env';

export interface LoadOptions {
  /** The file that Node was started with; its package may have a `.env`. */
  readonly program?: string | undefined;
  /** For the secret or parameter. Default: 15 seconds. */
  readonly timeoutMs?: number;
}

/**
 * The environment; over it nothing. Where it says nothing, the secret or parameter that `RUNTIME_CONFIG_SECRET_ID` or
 * `RUNTIME_CONFIG_SSM_PARAMETER_NAME` names; where that says nothing, `.env`. An empty value says nothing.
 *
 * Names that begin with `AWS_` are taken from the environment only: the AWS SDK reads them there, and writing credentials
 * into it would give them to every library and child process.
 *
 * @throws ServeConfigurationError
 */
export async function loadConfiguration(env: Environment, options: LoadOptions = {}): Promise<Configuration> {
  const dotenv = readDotenv(env, options.program);
  const runtime = readRuntimeConfiguration({ ...dotenv, ...withoutEmpty(env) });
  const values = runtime ? await loadRuntimeConfiguration(runtime, env, options.timeoutMs) : {};
  const found = [...entriesOf(dotenv, '.env'), ...(runtime ? entriesOf(values, runtime.variable) : [])];
  const usable = found.filter(({ name }) => !isReserved(name) && !env[name]?.trim());
  return {
    env: { ...env, ...Object.fromEntries(usable.map(({ name, value }) => [name, value])) },
    origins: new Map(usable.map(({ name, origin }) => [name, origin])),
    ignored: [...new Set(found.map(({ name }) => name).filter(isReserved))].sort(),
  };
}

function entriesOf(values: Values, origin: Origin) {
  return Object.entries(withoutEmpty(values)).map(([name, value]) => ({ name, value: value as string, origin }));
}

function withoutEmpty(values: Environment): Environment {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value?.trim()));
}

function isReserved(name: string): boolean {
  return name.startsWith('AWS_');
}
