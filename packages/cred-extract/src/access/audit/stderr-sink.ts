import { redact } from '../../redact.ts';
import type { AuditEvent } from './audit-event.ts';

/** One JSON line for each event. stdout belongs to the protocol. */
export function stderrSink(event: AuditEvent): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stderr.write(`${JSON.stringify(event)}\n`, (error) => (error ? reject(error) : resolve()));
  });
}

/** Milliseconds. A sink that fails does so for every call. */
const QUIET_MS = 60_000;
let quietUntil = 0;

/** Says that a record was not written, once a minute at most. */
export function warnOnStderr(error: unknown): void {
  if (Date.now() < quietUntil) return;
  quietUntil = Date.now() + QUIET_MS;
  const line = {
    time: new Date().toISOString(),
    level: 'error',
    source: 'cred-extract',
    message: 'Audit records cannot be written.',
    detail: redact(error instanceof Error ? error.message : String(error)),
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
