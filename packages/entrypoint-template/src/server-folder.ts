import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Finds packages as the server's own file does, which need not be beside this one. */
export function requireFromServer(): NodeJS.Require {
  const folder = process.argv[1] === undefined ? process.cwd() : dirname(process.argv[1]);
  return createRequire(join(folder, 'package.json'));
}
