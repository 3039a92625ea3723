import type { Environment } from '../../environment.ts';
import { AuditUnavailableError, ConfigurationError } from '../../errors.ts';
import { flag, optionalBoolean } from '../../settings.ts';
import type { AuditEvent, AuditSink } from './audit-event.ts';
import { fileSink } from './file-sink.ts';
import { stderrSink, warnOnStderr } from './stderr-sink.ts';

export interface AuditConfig {
  /** Where the record of every call goes. Default: `ACCOUNT_AUDIT`, which is `stderr` or `file:<path>`; without either, nowhere. */
  readonly audit?: AuditSink;
  /** Withholds the result of a call whose record cannot be written. Default: `ACCOUNT_AUDIT_REQUIRED`, else `false`. */
  readonly auditRequired?: boolean;
  /**
   * Writes an event before the tool runs as well; together with `auditRequired` no tool runs that cannot be recorded.
   * Default: `ACCOUNT_AUDIT_INTENT`, else `false`.
   */
  readonly auditIntent?: boolean;
}

export interface AuditLog {
  /** Whether an event is written before the tool runs, too. */
  readonly intent: boolean;
  /**
   * Without `required` it does not wait, and says on stderr that it failed.
   *
   * @param hasRun whether the tool has run, for the error's text.
   * @throws AuditUnavailableError where records are required.
   */
  write(event: AuditEvent, hasRun: boolean): Promise<void>;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

/** Milliseconds. A sink that never answers must not keep a call for ever. */
const REQUIRED_TIMEOUT_MS = 10_000;

/** @throws ConfigurationError for settings that contradict one another or cannot be understood. */
export function createAuditLog(config: AuditConfig, env: Environment): AuditLog | undefined {
  const isRequired =
    config.auditRequired === undefined
      ? flag(env, 'ACCOUNT_AUDIT_REQUIRED')
      : optionalBoolean(config.auditRequired, 'auditRequired');
  const intent =
    config.auditIntent === undefined
      ? flag(env, 'ACCOUNT_AUDIT_INTENT')
      : optionalBoolean(config.auditIntent, 'auditIntent');
  const sink = sinkOf(config, env);
  if (sink) return auditLog(sink, isRequired, intent);
  if (isRequired || intent) {
    throw new ConfigurationError('The audit is required and goes nowhere. Set ACCOUNT_AUDIT to stderr or file:<path>.');
  }
  return undefined;
}

function auditLog(sink: AuditSink, isRequired: boolean, intent: boolean): AuditLog {
  const pending = new Set<Promise<void>>();

  function write(event: AuditEvent, hasRun: boolean): Promise<void> {
    const written = deliver(sink, event);
    if (isRequired) {
      return withinTime(written).catch((cause) => {
        throw new AuditUnavailableError(hasRun, { cause });
      });
    }
    const settled = written.catch(warnOnStderr).finally(() => pending.delete(settled));
    pending.add(settled);
    return Promise.resolve();
  }

  return {
    intent,
    write,
    close: async () => {
      await Promise.all(pending);
    },
  };
}

/** A sink may throw as well as reject. */
async function deliver(sink: AuditSink, event: AuditEvent): Promise<void> {
  await sink(event);
}

function withinTime(work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the audit sink does not answer')), REQUIRED_TIMEOUT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function sinkOf({ audit }: AuditConfig, env: Environment): AuditSink | undefined {
  const setting = env.ACCOUNT_AUDIT?.trim();
  if (audit && setting) {
    throw new ConfigurationError('There is an audit sink in code and another in ACCOUNT_AUDIT. Remove one of them.');
  }
  if (audit !== undefined && typeof audit !== 'function') throw new ConfigurationError('audit must be a function.');
  if (audit || !setting) return audit;
  if (setting === 'stderr') return stderrSink;
  const path = /^file:(?!\/\/[^/])(?:\/\/)?(.+)$/.exec(setting)?.[1];
  if (path !== undefined) return fileSink(path);
  throw new ConfigurationError('ACCOUNT_AUDIT must be stderr or file:<path>.');
}
