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
  const file = findDotenv(dirname(existsSync(program) ? realpathSync(program) : program));
  if (file === undefined) return {};
  try {
    return parseEnv(readFileSync(file, 'utf8')) as Values;
  } catch (error) {
    throw new ServeConfigurationError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** A `package.json` without a name only says, in a folder of a build, which modules lie there. */
function findDotenv(folder: string): string | undefined {
  const manifest = join(folder, 'package.json');
  const file = join(folder, '.env');
  if (existsSync(manifest)) {
    if (existsSync(file)) return file;
    if (/"name"\s*:/.test(readFileSync(manifest, 'utf8'))) return undefined;
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : findDotenv(parent);
}
