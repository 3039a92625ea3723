/** What both SDKs' stdio transports have in common. */
export interface Wire {
  onmessage?: ((message: JsonRpcMessage, extra?: unknown) => void) | undefined;
  onclose?: (() => void) | undefined;
  onerror?: ((error: Error) => void) | undefined;
  start(): Promise<void>;
  send(message: JsonRpcMessage, options?: unknown): Promise<void>;
  close(): Promise<void>;
}

export interface JsonRpcMessage {
  readonly id?: string | number | null;
  readonly method?: string;
  readonly params?: { readonly requestId?: string | number };
}

/** A transport that knows which requests still wait for an answer, so that closing it can wait for them. */
export class TrackedTransport implements Wire {
  onmessage?: Wire['onmessage'];
  onclose?: Wire['onclose'];
  onerror?: Wire['onerror'];
  readonly #wire: Wire;
  readonly #unanswered = new Set<string | number>();
  #onIdle: (() => void)[] = [];

  constructor(wire: Wire) {
    this.#wire = wire;
    wire.onmessage = (message, extra) => this.#receive(message, extra);
    wire.onclose = () => this.#closed();
    wire.onerror = (error) => this.onerror?.(error);
  }

  start(): Promise<void> {
    return this.#wire.start();
  }

  async send(message: JsonRpcMessage, options?: unknown): Promise<void> {
    await this.#wire.send(message, options);
    if (message.method === undefined) this.#settle(message.id);
  }

  close(): Promise<void> {
    return this.#wire.close();
  }

  /** Resolves when every request so far is answered or cancelled, or the connection is gone. */
  idle(): Promise<void> {
    if (this.#unanswered.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  #receive(message: JsonRpcMessage, extra: unknown): void {
    if (message.method !== undefined && message.id != null) this.#unanswered.add(message.id);
    this.onmessage?.(message, extra);
    // A cancelled request gets no answer.
    if (message.method === 'notifications/cancelled') this.#settle(message.params?.requestId);
  }

  #settle(id: string | number | null | undefined): void {
    if (id == null || !this.#unanswered.delete(id) || this.#unanswered.size > 0) return;
    for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  #closed(): void {
    this.#unanswered.clear();
    for (const resolve of this.#onIdle.splice(0)) resolve();
    this.onclose?.();
  }
}
