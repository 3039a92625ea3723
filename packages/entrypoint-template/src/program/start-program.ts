import { ServeConfigurationError } from '../errors.ts';
import { ContextCheck } from './context-check.ts';
import { type InProcessStdio, replaceStdio } from './in-process-stdio.ts';
import type { JsonRpcResponse, Params } from './json-rpc.ts';
import { ProgramConnection } from './program-connection.ts';
import { ProtocolLines } from './protocol-lines.ts';
import { NEWEST_VERSION, versionsUpTo } from './protocol-version.ts';

/** A program that has connected itself to the streams that stand in for its standard input and output. */
export interface Program {
  readonly connection: ProgramConnection;
  readonly check: ContextCheck;
  readonly stdio: InProcessStdio;
  /** What it answered to `initialize`. */
  readonly initializeResult: Params;
  /** The protocol versions that it speaks, oldest first. */
  readonly versions: readonly string[];
}

/** Half of the 120 s after which AgentCore gives a container up that does not answer. */
const START_TIMEOUT_MS = 60_000;

/**
 * Imports a program and makes the one handshake with it.
 *
 * @throws what the import throws, and ServeConfigurationError for a program that does not speak MCP over stdio.
 */
export async function startProgram(
  load: () => Promise<unknown>,
  timeoutMs: number = START_TIMEOUT_MS,
): Promise<Program> {
  const lines = new ProtocolLines({
    onMessages: (messages) => {
      for (const message of messages) connection.receive(message);
    },
    onText: (text) => process.stderr.write(text),
  });
  const stdio = replaceStdio((chunk) => lines.write(chunk));
  const connection = new ProgramConnection(stdio);
  try {
    const initializeResult = await handshake(connection, load, timeoutMs);
    connection.notify('notifications/initialized');
    const versions = versionsUpTo(String(initializeResult.protocolVersion));
    return { connection, check: new ContextCheck(connection, stdio), stdio, initializeResult, versions };
  } catch (error) {
    stdio.restore();
    throw error;
  }
}

/** The import need not end: a program may wait for its input at the top level. */
async function handshake(
  connection: ProgramConnection,
  load: () => Promise<unknown>,
  timeoutMs: number,
): Promise<Params> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return resultOf(
      await new Promise<JsonRpcResponse>((resolve, reject) => {
        timer = setTimeout(() => reject(new ServeConfigurationError(noAnswer(timeoutMs))), timeoutMs);
        const recipient = { notify: () => {}, answer: resolve, fail: reject };
        connection.call(initializeRequest(), recipient, { as: 'nobody' });
        load().catch(reject);
      }),
    );
  } finally {
    clearTimeout(timer);
  }
}

function initializeRequest() {
  const clientInfo = { name: '@mcp-multi-account/entrypoint', version: '0.1.0' };
  const params = { protocolVersion: NEWEST_VERSION, capabilities: {}, clientInfo };
  return { jsonrpc: '2.0', id: 0, method: 'initialize', params } as const;
}

function resultOf({ result, error }: JsonRpcResponse): Params {
  if (error) throw new ServeConfigurationError(`The program answered initialize with an error: ${error.message}`);
  if (typeof (result as Params | null)?.protocolVersion === 'string') return result as Params;
  throw new ServeConfigurationError('The program answered initialize without a protocol version.');
}

function noAnswer(timeoutMs: number): string {
  return (
    `The program did not answer initialize within ${timeoutMs / 1000} seconds. ` +
    'serveProgram takes programs that connect themselves to standard input and output when they are imported; ' +
    'one that does so only when it is started directly needs the option script.'
  );
}
