import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../environment.ts';
import { ConfigurationError } from '../../errors.ts';

/** The settings of one section, as the file has them. */
export type ConfigSection = Readonly<Record<string, string | undefined>>;

/** Sections of both files by name; a profile's settings in the credentials file win. */
export type SharedConfig = ReadonlyMap<string, ConfigSection>;

export interface SharedConfigPaths {
  readonly configFilepath: string;
  /** The credentials file. Called as the SDK calls it. */
  readonly filepath: string;
}

/** Sections that are no profiles have their kind before their name, as the SDK's parser gives them. */
const OTHER_SECTION = /^(?:sso-session|services)\./;

/** https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html */
export function sharedConfigPaths(env: Environment): SharedConfigPaths {
  const folder = join(env.HOME || env.USERPROFILE || homedir(), '.aws');
  return {
    configFilepath: env.AWS_CONFIG_FILE || join(folder, 'config'),
    filepath: env.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials'),
  };
}

/** Both files as they are now; a file that does not exist has nothing in it. Throws like `sharedConfigText`. */
export async function readSharedConfig(env: Environment): Promise<SharedConfig> {
  return (await sharedConfigText(env)).trim() === '' ? new Map() : parseSharedConfig(env);
}

/**
 * What both files have in them, to see whether they have changed.
 *
 * @throws ConfigurationError when a file is there and cannot be read: the SDK would take it for an empty one.
 */
export async function sharedConfigText(env: Environment): Promise<string> {
  const { configFilepath, filepath } = sharedConfigPaths(env);
  // A form feed, which neither has, and which is white space where both have nothing.
  return (await Promise.all([textOf(configFilepath), textOf(filepath)])).join('\f');
}

/** Reads the files itself: it is the SDK's parser, and knows more of their syntax than is written down. */
export async function parseSharedConfig(env: Environment): Promise<SharedConfig> {
  const { parseKnownFiles } = await import('@smithy/shared-ini-file-loader');
  return new Map(Object.entries(await parseKnownFiles({ ...sharedConfigPaths(env), ignoreCache: true })));
}

/** In the order of the files. */
export function profileNames(config: SharedConfig): readonly string[] {
  return [...config.keys()].filter((name) => !OTHER_SECTION.test(name));
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return '';
    throw new ConfigurationError(
      'An AWS shared config file cannot be read. Check the permissions in ~/.aws, AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE.',
      { cause },
    );
  }
}
