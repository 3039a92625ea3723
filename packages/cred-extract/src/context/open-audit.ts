import type { AuditLog } from '../access/audit/audit-log.ts';
import { type ArrivedCall, CallAudit } from '../access/audit/call-audit.ts';
import { currentRequest, type RequestContext } from './request-context.ts';

/** The record of a call from its arrival on; undefined where nobody wants to know of it. */
export function openAudit(log: AuditLog | undefined, call: Omit<ArrivedCall, 'requestId'>): CallAudit | undefined {
  const { requestId, onCall } = currentRequest() ?? {};
  const observed = onCall ? observedLog(log, onCall) : log;
  return observed && new CallAudit(observed, { ...call, requestId });
}

function observedLog(log: AuditLog | undefined, onCall: NonNullable<RequestContext['onCall']>): AuditLog {
  return {
    intent: log?.intent ?? false,
    write: async (event, hasRun) => {
      if (event.event === 'call') onCall(event);
      await log?.write(event, hasRun);
    },
    close: async () => log?.close(),
  };
}
