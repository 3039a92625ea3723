import { fileURLToPath } from 'node:url';
import { configure } from '../configuration/configure.ts';
import { type Environment, readServeConfig } from '../configuration/serve-config.ts';
import type { RunningServer } from '../running-server.ts';
import { filterStdout } from './filter-stdout.ts';

export interface ServeProgramOptions {
  /** Where all settings are read from. Default: `process.env`, what `RUNTIME_CONFIG_…` names, and `.env`. */
  readonly env?: Environment;
  /**
   * The program's file, for a program that serves only when it was started directly: it then finds itself in
   * `process.argv[1]`.
   */
  readonly script?: URL;
}

/**
 * Serves a program that connects itself to standard input and output when it is imported, whatever it is made with: over
 * stdio as it is, over HTTP one copy of it for all clients.
 *
 * @param load imports the program: `() => import('./index.js')`.
 * @throws what the program throws, and ServeConfigurationError for a setting that cannot be followed and a program that
 * does not speak MCP over stdio.
 */
export async function serveProgram(
  load: () => Promise<unknown>,
  options: ServeProgramOptions = {},
): Promise<RunningServer> {
  // A copy: the program is not to find the transport in `process.env`.
  const env = { ...(await configure(options.env)) };
  const config = readServeConfig(env);
  if (options.script) process.argv[1] = fileURLToPath(options.script);
  if (config.transport === 'streamable-http') {
    // Over stdio nobody waits for what only HTTP needs.
    const { serveProgramHttp } = await import('./serve-program-http.ts');
    return serveProgramHttp(load, config, env);
  }
  filterStdout();
  await load();
  return { transport: 'stdio', close: async () => {} };
}
