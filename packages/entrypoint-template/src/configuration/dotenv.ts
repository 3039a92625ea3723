import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { ServeConfigurationError } from '../errors.ts';
import type { Values } from './parse-configuration.ts';
import type { Environment } from './serve-config.ts';

/**
 * The values of the file `.env` in the server's own folder, which is that of the `package.json` above `program`. Not that of
 * the working directory: clients start servers in the folder that their user has open, and its `.env` is another program's.
 *
 * Nothing with `NODE_ENV=production`, as in the image.
 *
 * @throws ServeConfigurationError when the file cannot be read.
 */
export function readDotenv(env: Environment, program: string | undefined): Values {
  if (env.NODE_ENV === 'production' || !program) return {};
  // The commands of npm are links to programs.
  const folder = packageFolder(dirname(existsSync(program) ? realpathSync(program) : program));
  const file = folder && join(folder, '.env');
  if (!file || !existsSync(file)) return {};
  try {
    return parseEnv(readFileSync(file, 'utf8')) as Values;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ServeConfigurationError(`${file} cannot be read (${code}).`, { cause: error });
  }
}

function packageFolder(folder: string): string | undefined {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : packageFolder(parent);
}
