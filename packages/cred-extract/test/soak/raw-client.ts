import type { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js';
import type { Subject } from './world.ts';

export interface ToolAnswer {
  readonly isError?: boolean;
  readonly content: readonly [{ readonly text: string }];
}

interface Response {
  readonly id: number;
  readonly result?: ToolAnswer;
  readonly error?: { readonly message: string };
}

/** The client's side of a server's transport, as a gateway that has verified its users' tokens. */
export class RawClient {
  readonly #transport: InMemoryTransport;
  readonly #waiting = new Map<number, (response: Response) => void>();
  #lastId = 0;

  constructor(transport: InMemoryTransport) {
    this.#transport = transport;
    transport.onmessage = (message) => {
      const response = message as unknown as Response;
      this.#waiting.get(response.id)?.(response);
      this.#waiting.delete(response.id);
    };
  }

  async initialize(): Promise<void> {
    await this.#transport.start();
    const clientInfo = { name: 'soak', version: '1.0.0' };
    await this.#request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
  }

  /** @throws Error for a JSON-RPC error, which no tool call here should get. */
  async callTool(name: string, args: object, subject: Subject): Promise<ToolAnswer> {
    const { result, error } = await this.#request('tools/call', { name, arguments: args }, authInfoOf(subject));
    if (!result) throw new Error(error?.message ?? 'no result');
    return result;
  }

  /** Takes the call back as soon as it is sent; nobody waits for an answer. */
  cancelledCall(name: string, args: object, subject: Subject): void {
    const id = this.#send('tools/call', { name, arguments: args }, authInfoOf(subject));
    const params = { requestId: id, reason: 'soak' };
    void this.#transport.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params });
  }

  #request(method: string, params: object, authInfo?: AuthInfo): Promise<Response> {
    return new Promise((resolve) => {
      this.#waiting.set(this.#lastId + 1, resolve);
      this.#send(method, params, authInfo);
    });
  }

  #send(method: string, params: object, authInfo?: AuthInfo): number {
    this.#lastId += 1;
    const message = { jsonrpc: '2.0' as const, id: this.#lastId, method, params: params as Record<string, unknown> };
    void this.#transport.send(message, authInfo && { authInfo });
    return this.#lastId;
  }
}

function authInfoOf({ name, groups }: Subject): AuthInfo {
  return { token: `token-of-${name}`, clientId: 'gateway', scopes: [], extra: { sub: name, groups } };
}
