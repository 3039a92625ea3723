import type { Environment } from '../configuration/serve-config.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What loggers of Python and of Node call the same. */
const LEVELS: ReadonlyMap<string, LogLevel> = new Map(
  Object.entries({
    trace: 'debug',
    debug: 'debug',
    info: 'info',
    warn: 'warn',
    warning: 'warn',
    error: 'error',
    fatal: 'error',
    critical: 'error',
    silent: 'silent',
  } as const),
);

/**
 * `LOG_LEVEL`, in any case. Unset, empty and unknown mean `info`: the server reads the variable too, and may know words
 * that mean nothing here.
 */
export function readLogLevel(env: Environment): LogLevel {
  return LEVELS.get(env.LOG_LEVEL?.trim().toLowerCase() ?? '') ?? 'info';
}
