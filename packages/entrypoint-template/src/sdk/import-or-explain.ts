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
    if (!isMissing(error as NodeJS.ErrnoException, packageName)) throw error;
    throw new ServeConfigurationError(`${packageName} is not installed. Run: npm install ${packageName}`);
  }
}

/** The package itself, and nothing that it imports in its turn. */
function isMissing({ code, message }: NodeJS.ErrnoException, packageName: string): boolean {
  return code === 'ERR_MODULE_NOT_FOUND' && message.includes(`package '${packageName}'`);
}
