import type { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditEvent } from '../access/audit/audit-event.ts';
import type { CredentialExtractionError } from '../errors.ts';
import { currentContext } from './account-context.ts';
import { createFollowingStorage } from './following-storage.ts';

/** What whoever receives MCP requests for a server knows of one of them, beside what its SDK says. */
export interface RequestContext {
  /** Stands in the audit, in typed errors and in their log lines, in the place of a UUID of their own. */
  readonly requestId?: string;
  /** The verified caller, in the SDKs' shape: for calls whose SDK gives none. */
  readonly authInfo?: unknown;
  /** An account ID or alias: where calls run that name none. An account that a call names wins. */
  readonly targetAccountId?: string;
  /** The JSON-RPC message, or the batch of them, that the request carries. Saves looking up an account that none of them needs. */
  readonly message?: unknown;
  /** Is told what the audit would record of every call as it ends, whether or not calls are recorded. Must not throw. */
  readonly onCall?: (event: AuditEvent) => void;
}

interface SharedRequests {
  readonly storage: AsyncLocalStorage<RequestContext>;
}

/** Every copy of the library in the process uses the same; see `shared.ts`. */
const KEY = Symbol.for('@mcp-multi-account/cred-extract/requests/1');

const requests = find();

function find(): AsyncLocalStorage<RequestContext> {
  const holder = globalThis as { [KEY]?: SharedRequests };
  holder[KEY] ??= { storage: createFollowingStorage() };
  return holder[KEY].storage;
}

export function currentRequest(): RequestContext | undefined {
  return requests.getStore();
}

export function runInRequest<T>(request: RequestContext, fn: () => T): T {
  return requests.run(request, fn);
}

/** The identifier by which the current request's error is found in the log. A shared failure is reported by several requests. */
export function reportedRequestId(error: CredentialExtractionError): string {
  return currentRequest()?.requestId ?? error.requestId;
}

/** Says that a wrapped handler takes a call over from what its request bound for tools that are not wrapped. */
export function takeOverCall(): void {
  const ofRequest = currentContext()?.ofRequest;
  if (ofRequest) ofRequest.takenOver += 1;
}
