import { isCredentialExtractionError } from '../errors.ts';
import { redactedCause } from '../redact.ts';
import { printJson } from './output.ts';
import type { ProcessIo } from './process-io.ts';
import { Refusal } from './refusal.ts';

/** Says why a command ended early: on stderr, or as the only JSON on stdout. */
export function printFailure(error: unknown, io: ProcessIo, json: boolean): void {
  const failure = describeFailure(error);
  const { code } = failure;
  const message = [failure.message, HINTS[code]].filter((part) => part !== undefined).join(' ');
  if (json) printJson(io.stdout, { error: { code, message } });
  else io.stderr.write(`${message}\n`);
}

const HINTS: Readonly<Record<string, string>> = {
  ACCOUNT_NOT_FOUND: 'mcp-accounts list shows the accounts there are.',
  DATABASE_UNAVAILABLE: 'mcp-accounts doctor looks for the reason, and mcp-accounts init creates what is not there.',
};

export interface Failure {
  /** Stable: a code of the library, `REFUSED`, or `INTERNAL_ERROR`. */
  readonly code: string;
  readonly message: string;
}

/** A stack trace helps with a defect of the program, never with a mistake in what it was given. */
export function describeFailure(error: unknown): Failure {
  if (isCredentialExtractionError(error)) return { code: error.code, message: error.userMessage };
  if (error instanceof Refusal) return { code: 'REFUSED', message: error.message };
  const { stack } = redactedCause(error);
  return { code: 'INTERNAL_ERROR', message: `mcp-accounts failed. Please report this: ${stack}` };
}
