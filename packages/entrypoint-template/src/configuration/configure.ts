import { loadConfiguration } from './load-configuration.ts';
import type { Environment } from './serve-config.ts';

/**
 * The environment to serve with. With `given`, that one alone counts; otherwise `process.env`, and what it leaves out is
 * written into it, because the server and its libraries read it there: never a name that begins with `AWS_`.
 *
 * With the argument `--print-config`, prints the settings in effect and ends the process.
 *
 * @throws ServeConfigurationError
 */
export async function configure(given: Environment | undefined): Promise<Environment> {
  const configuration = await loadConfiguration(given ?? process.env, given ? {} : { program: process.argv[1] });
  if (process.argv.includes('--print-config')) {
    const { describeConfiguration } = await import('./print-configuration.ts');
    await new Promise((resolve) => process.stdout.write(describeConfiguration(configuration), resolve));
    process.exit(0);
  }
  for (const name of configuration.ignored) {
    process.stderr.write(`mcp: ${name} counts in the environment only, and is not used from elsewhere.\n`);
  }
  if (!given) for (const name of configuration.origins.keys()) process.env[name] = configuration.env[name];
  return configuration.env;
}
