import { randomUUID } from 'node:crypto';
import type { AccountInfo } from '../../account.ts';
import type { Caller } from '../../caller.ts';
import { type CredentialExtractionError, isCredentialExtractionError } from '../../errors.ts';
import { denialOf } from '../denial.ts';
import type { AuditEvent, AuditOutcome } from './audit-event.ts';
import type { AuditLog } from './audit-log.ts';
import { safeText } from './safe-text.ts';

/** What is known of a call when it arrives. */
export interface ArrivedCall {
  readonly target: 'account' | 'server';
  readonly mcpRequestId?: string | number | undefined;
  readonly tool?: string | undefined;
  /** Of the HTTP request it came with, where that has one. */
  readonly requestId?: string | undefined;
}

/** How a call ended, other than by an error that was thrown. */
export interface CallEnd {
  readonly outcome: AuditOutcome;
  readonly code?: string;
}

/** The record of one call while it is under way. */
export class CallAudit {
  readonly #log: AuditLog;
  readonly #call: ArrivedCall;
  readonly #id = randomUUID();
  readonly #arrived = new Date();
  readonly #startedAt = performance.now();
  #hasStarted = false;
  #isRecorded = false;
  caller: Caller | undefined;
  account: AccountInfo | undefined;
  /** A typed error that a handler inside the call has already turned into a result. */
  failure: CredentialExtractionError | undefined;

  constructor(log: AuditLog, call: ArrivedCall) {
    this.#log = log;
    this.#call = call;
  }

  /**
   * To be called right before the tool runs.
   *
   * @throws AuditUnavailableError where the intent has to be recorded and cannot be.
   */
  async start(): Promise<void> {
    if (this.#log.intent) await this.#log.write(this.#event('intent', {}), false);
    this.#hasStarted = true;
  }

  /**
   * Records the call, once.
   *
   * @throws AuditUnavailableError where records are required and this one cannot be written.
   */
  async end(end: CallEnd): Promise<void> {
    await this.#record({ ...end, ...this.#failed(end) });
  }

  /** The same for a call that `error` ended. */
  async fail(error: unknown): Promise<void> {
    await this.#record(isCredentialExtractionError(error) ? failureFields(error) : this.#otherFailure());
  }

  #otherFailure(): Partial<AuditEvent> {
    return { outcome: this.#hasStarted ? 'tool_error' : 'failed' };
  }

  #failed({ outcome }: CallEnd): Partial<AuditEvent> | undefined {
    return outcome === 'tool_error' && this.failure ? failureFields(this.failure) : undefined;
  }

  async #record(fields: Partial<AuditEvent>): Promise<void> {
    if (this.#isRecorded) return;
    this.#isRecorded = true;
    const duration_ms = Math.round((performance.now() - this.#startedAt) * 10) / 10;
    await this.#log.write(this.#event('call', { ...fields, duration_ms }), this.#hasStarted);
  }

  #event(event: 'intent' | 'call', fields: Partial<AuditEvent>): AuditEvent {
    const { mcpRequestId: id, tool, target, requestId } = this.#call;
    return Object.freeze({
      time: this.#arrived.toISOString(),
      event,
      call_id: this.#id,
      mcp_request_id: typeof id === 'string' ? safeText(id) : (id ?? null),
      request_id: null,
      subject: textOrNull(this.caller?.subject),
      client_id: textOrNull(this.caller?.clientId),
      tool: textOrNull(tool),
      target,
      account_id: this.account?.accountId ?? null,
      alias: textOrNull(this.account?.alias),
      outcome: null,
      code: null,
      reason: null,
      duration_ms: null,
      ...fields,
      ...(requestId !== undefined && { request_id: safeText(requestId) }),
    });
  }
}

function failureFields(error: CredentialExtractionError): Partial<AuditEvent> {
  const denial = denialOf(error);
  return {
    outcome: error.code === 'ACCOUNT_ACCESS_DENIED' ? 'denied' : 'failed',
    code: error.code,
    request_id: error.requestId,
    ...(denial && { reason: denial.reason }),
    ...(denial?.record && { account_id: denial.record.account_id, alias: textOrNull(denial.record.alias) }),
  };
}

function textOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : safeText(text);
}
