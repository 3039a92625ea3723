import type { InProcessStdio } from './in-process-stdio.ts';
import type { CallOptions, ProgramConnection, Recipient, Writer } from './program-connection.ts';

/**
 * Whether a program handles every request in the async context in which it was delivered, which is what tells a tool who
 * calls and for which account.
 *
 * The MCP SDKs do. A program that reads its input with `for await`, or that puts requests in a queue, handles them in its
 * own context, or worse, in that of the request before.
 */
export class ContextCheck {
  readonly #connection: ProgramConnection;
  readonly #stdio: InProcessStdio;
  #checked: Promise<boolean> | undefined;
  #kept: boolean | undefined;

  constructor(connection: ProgramConnection, stdio: InProcessStdio) {
    this.#connection = connection;
    this.#stdio = stdio;
  }

  /** Asks the program the first time. Rejects when it does not answer. */
  async isKept(): Promise<boolean> {
    this.#checked ??= this.#ask();
    try {
      await this.#checked;
    } catch (error) {
      this.#checked = undefined;
      throw error;
    }
    // What is delivered to a paused input is read later, in the context of whatever goes on reading.
    return this.#kept === true && this.#stdio.isRead();
  }

  /** How to deliver a request that has no caller and no account to lose. */
  get mode(): CallOptions['as'] {
    return this.#kept === false ? 'nobody' : 'itself';
  }

  /** Whether `writer` shows that an answer may be another request's. From then on the context counts as lost. */
  isForeign(writer: Writer): boolean {
    const foreign = writer === 'other' && this.#kept === true;
    if (foreign) this.#kept = false;
    return foreign;
  }

  /**
   * A second request is delivered while the program writes its answer to the first one: a program that handles its
   * requests one after the other is still at the first, and would handle the second in its context.
   */
  async #ask(): Promise<boolean> {
    const first = await new Promise<Writer | { second: Promise<Writer> }>((resolve, reject) => {
      const answered = (writer: Writer) => resolve(writer === 'own' ? { second: this.#list(true) } : writer);
      this.#connection.call(LIST_TOOLS, recipient(answered, reject), { as: 'itself' });
    });
    const writer = typeof first === 'string' ? first : await first.second;
    // An answer may have shown the contrary meanwhile.
    this.#kept = this.#kept !== false && writer === 'own';
    return this.#kept;
  }

  #list(now: boolean): Promise<Writer> {
    return new Promise((resolve, reject) => {
      this.#connection.call(LIST_TOOLS, recipient(resolve, reject), { as: 'itself', now });
    });
  }
}

/** Changes nothing, and every program answers it, if with an error. */
export const LIST_TOOLS = { jsonrpc: '2.0', id: 'entrypoint', method: 'tools/list' } as const;

function recipient(answered: (writer: Writer) => void, reject: (error: Error) => void): Recipient {
  return {
    notify: () => {},
    answer: (_message, writer) => answered(writer),
    fail: (reason) => reject(new Error(reason)),
  };
}
