import { pathToFileURL } from 'node:url';
import type { RequestContext } from '../request-context.ts';
import { requireFromServer } from '../server-folder.ts';

/** What is used of `@mcp-multi-account/cred-extract`. */
export interface AccountLibrary {
  runWithRequestContext<T>(
    context: Partial<RequestContext> & { readonly message?: unknown; readonly onCall?: (call: EndedCall) => void },
    fn: () => T,
  ): T | Promise<Awaited<T>>;
  asServer<T>(fn: () => T): T;
  /** Absent in versions before this one. Rejects while no account can be found. */
  checkAccounts?(): Promise<void>;
}

/** The part of the library's `AuditEvent` that is used. */
export interface EndedCall {
  readonly mcp_request_id: string | number | null;
  readonly target: 'account' | 'server';
  readonly account_id: string | null;
  readonly outcome: string | null;
  readonly code: string | null;
}

const NAME = '@mcp-multi-account/cred-extract';
const KEY = Symbol.for(`${NAME}/library/1`);

/** The copy that the server uses; undefined for a server that uses none. Loads nothing. */
export function loadedLibrary(): AccountLibrary | undefined {
  return (globalThis as { [KEY]?: AccountLibrary })[KEY];
}

/** Rejects while a server that uses the library could not find the account of a call. */
export async function checkAccounts(): Promise<void> {
  await loadedLibrary()?.checkAccounts?.();
}

/** That copy, or else the one that is installed: beside this package, or where the server is. */
export async function loadLibrary(): Promise<AccountLibrary | undefined> {
  if (loadedLibrary()) return loadedLibrary();
  await import(NAME).catch(importFromServer).catch(() => undefined);
  return loadedLibrary();
}

function importFromServer(): Promise<unknown> {
  return import(pathToFileURL(requireFromServer().resolve(NAME)).href);
}
