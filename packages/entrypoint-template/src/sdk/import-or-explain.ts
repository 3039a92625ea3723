import { ServeConfigurationError } from '../errors.ts';

/**
 * What `load` imports.
 *
 * @throws ServeConfigurationError that says what to install, when `packageName` is absent.
 */
export async function importOrExplain<T>(packageName: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ServeConfigurationError(`${packageName} is not installed. Run: npm install ${packageName}`, {
      cause: error,
    });
  }
}
