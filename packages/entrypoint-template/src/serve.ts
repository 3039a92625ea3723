import { configure } from './configuration/configure.ts';
import { type Environment, readServeConfig } from './configuration/serve-config.ts';
import { endProcessAfter, endProcessMeanwhile } from './end-process.ts';
import { ServeConfigurationError } from './errors.ts';
import type { Address } from './http/listen.ts';
import type { ReadyCheck } from './readiness.ts';
import type { RunningServer } from './running-server.ts';
import { checkAccounts } from './sdk/account-library.ts';
import { loadSdkOf } from './sdk/load-sdk.ts';
import type { CreateServer, McpServerLike } from './sdk/mcp-sdk.ts';
import { refuseQuestions } from './sdk/refuse-questions.ts';
import { madeAsServer } from './sdk/with-request-context.ts';
import { reserveStdout } from './stdio/reserve-stdout.ts';
import { serveStdio } from './stdio/serve-stdio.ts';
import { traceToolCalls } from './telemetry/trace-tool-calls.ts';

export interface ServeOptions {
  /** Where all settings are read from. Default: `process.env`, what `RUNTIME_CONFIG_…` names, and `.env`. */
  readonly env?: Environment;
  /**
   * Rejects while the server cannot answer calls: `/ready` is 503 then. Default: while a server with accounts cannot reach
   * the database they come from.
   */
  readonly ready?: ReadyCheck;
}

/**
 * Serves an MCP server as the environment asks: over stdio, or over stateless streamable HTTP at `/mcp`.
 * Resolves once it answers; SIGTERM, SIGINT and the end of standard input then end the process, calls under way first.
 *
 * @param createServer makes a new server; over HTTP it is called for every request.
 * @throws ServeConfigurationError for a setting that cannot be followed.
 */
export async function serve(createServer: CreateServer, options: ServeOptions = {}): Promise<RunningServer> {
  const started = endProcessMeanwhile();
  try {
    const running = await start(createServer, options);
    return endProcessAfter(running);
  } finally {
    started();
  }
}

async function start(createServer: CreateServer, options: ServeOptions): Promise<RunningServer> {
  const env = await configure(options.env);
  const config = readServeConfig(env);
  if (config.transport === 'stdio') return startStdio(createServer);
  return startHttp(createServer, config, { env, ready: options.ready ?? checkAccounts });
}

async function startStdio(createServer: CreateServer): Promise<RunningServer> {
  // Before the server is made: making it may already print.
  const output = reserveStdout();
  const first = await createServer();
  const sdk = await loadSdkOf(first);
  return serveStdio(sdk, traceToolCalls(beginningWith(first, createServer)), { input: process.stdin, output });
}

async function startHttp(
  createServer: CreateServer,
  address: Address,
  options: { readonly env: Environment; readonly ready: ReadyCheck },
): Promise<RunningServer> {
  const [first, second] = [await createServer(), await createServer()];
  if (first === second) {
    throw new ServeConfigurationError(
      'createServer must make a new server each time: HTTP needs one for every request.',
    );
  }
  const sdk = await loadSdkOf(first);
  // Over stdio nobody waits for what only HTTP needs.
  const { runHttp } = await import('./http/run-http.ts');
  return runHttp(
    await sdk.createHttpHandler(traceToolCalls(refuseQuestions(madeAsServer(createServer)))),
    address,
    options,
  );
}

/** A connection uses the server its SDK was told from, so that a server with a connection of its own is made once. */
function beginningWith(first: McpServerLike, createServer: CreateServer): CreateServer {
  const made = [first];
  return () => made.pop() ?? createServer();
}
