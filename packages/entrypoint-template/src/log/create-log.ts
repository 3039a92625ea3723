import { isatty } from 'node:tty';
import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { Environment } from '../configuration/serve-config.ts';
import { readLogLevel } from './log-level.ts';
import { plainLine } from './plain-line.ts';
import { redact } from './redact.ts';

export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one line for each call. Texts are redacted, in the message and in the fields. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose every line has `fields` too. */
  with(fields: LogFields): Log;
}

/**
 * The log that `env` describes: JSON lines, or plain text at a terminal, from `LOG_LEVEL` upwards. The names of fields are
 * those of the library's lines beside them.
 *
 * @param to where lines go. Default: standard error, because standard output belongs to the protocol.
 */
export function createLog(env: Environment, to: DestinationStream = standardError()): Log {
  const logger = pino(
    {
      level: readLogLevel(env),
      base: { source: 'entrypoint' },
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
    },
    to,
  );
  return logOf(logger);
}

const STDERR = 2;

/** Synchronous, so that the last line before the end of the process is written. */
function standardError(): DestinationStream {
  const lines = destination({ dest: STDERR, sync: true });
  // A log that nobody reads any more must not end the server.
  lines.on('error', () => {});
  return isatty(STDERR) ? { write: (line) => void lines.write(plainLine(line)) } : lines;
}

function logOf(logger: Logger): Log {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}) =>
      logger[level](redacted(fields), redact(message));
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    with: (fields) => logOf(logger.child(redacted(fields))),
  };
}

function redacted(fields: LogFields): LogFields {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'string' ? redact(value) : value]));
}
