import type { RequestContext } from '../request-context.ts';
import type { JsonRpcNotification, RequestId } from './json-rpc.ts';

/** Who sent a request, as far as it says whether another one is of the same client. */
export interface Client {
  readonly sessionId: string | string[] | undefined;
  readonly context: RequestContext;
}

/**
 * The calls that their client can cancel by a message.
 *
 * Every client numbers its requests from the beginning, so an ID alone says nothing: only a client that sends an
 * `Mcp-Session-Id`, as AgentCore does for each, is known by it. All others cancel by closing the request.
 */
export class CancellableCalls {
  readonly #cancels = new Map<string, () => void>();

  add(id: RequestId, client: Client, cancel: () => void): void {
    const key = keyOf(id, client);
    if (key !== undefined) this.#cancels.set(key, cancel);
  }

  delete(id: RequestId, client: Client): void {
    const key = keyOf(id, client);
    if (key !== undefined) this.#cancels.delete(key);
  }

  /** Cancels the call that `notification` names. Other notifications are for the one client of the program, the server. */
  obey({ method, params }: JsonRpcNotification, client: Client): void {
    if (method !== 'notifications/cancelled') return;
    const key = keyOf(params?.requestId as RequestId, client);
    if (key !== undefined) this.#cancels.get(key)?.();
  }
}

function keyOf(id: RequestId, { sessionId, context }: Client): string | undefined {
  if (sessionId === undefined) return undefined;
  return JSON.stringify([sessionId, context.authInfo?.clientId, context.authInfo?.extra.sub, id]);
}
