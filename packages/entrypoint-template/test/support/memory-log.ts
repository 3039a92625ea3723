import { createLog, type Log } from '../../src/log/create-log.ts';

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** A log whose lines end up in `lines`. */
export function memoryLog(lines: LogLine[], env: Record<string, string> = {}): Log {
  return createLog(env, { write: (line) => void lines.push(JSON.parse(line)) });
}
