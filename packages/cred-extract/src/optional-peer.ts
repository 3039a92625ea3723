import { ConfigurationError } from './errors.ts';

/**
 * An optional peer dependency, loaded when a setting first needs it. Its import says `webpackIgnore` to webpack, and
 * `.catch(rethrow)` to esbuild: a bundler that looked for it would fail where it is not installed.
 *
 * @throws ConfigurationError that says how to install it.
 */
export async function optionalPeer<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    throw new ConfigurationError(`The package ${name} is needed and not installed. Run: npm install ${name}`, {
      cause,
    });
  }
}

export function rethrow(error: unknown): never {
  throw error;
}

function isMissing(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}
