import { StringDecoder } from 'node:string_decoder';
import { type JsonRpcMessage, readMessages } from './json-rpc.ts';

/** What becomes of the two kinds of output that share one stream. */
export interface OutputReaders {
  /** One line of the protocol, its line end included: a message, or a batch of them. */
  onMessages(messages: readonly JsonRpcMessage[], line: string): void;
  /** Everything else. */
  onText(text: string): void;
}

/**
 * Parts the output of a program that speaks MCP over stdio into messages, which are a line each, and what else it prints.
 *
 * An unfinished line is kept only while it may become a message, so that a prompt without a line end neither waits nor
 * spoils the message after it.
 */
export class ProtocolLines {
  readonly #decoder = new StringDecoder('utf8');
  readonly #readers: OutputReaders;
  #rest = '';

  constructor(readers: OutputReaders) {
    this.#readers = readers;
  }

  write(chunk: string | Uint8Array): void {
    let text = typeof chunk === 'string' ? chunk : this.#decoder.write(chunk as Buffer);
    for (let end = text.indexOf('\n') + 1; end > 0; end = text.indexOf('\n') + 1) {
      this.#line(this.takeRest() + text.slice(0, end));
      text = text.slice(end);
    }
    this.#rest += text;
    if (!mayBeMessage(this.#rest)) this.#text(this.takeRest());
  }

  /** What is left of an unfinished line. */
  takeRest(): string {
    const rest = this.#rest;
    this.#rest = '';
    return rest;
  }

  #line(line: string): void {
    const messages = mayBeMessage(line) ? readMessages(parse(line)) : undefined;
    if (messages) this.#readers.onMessages(messages, line);
    else this.#text(line);
  }

  #text(text: string): void {
    if (text !== '') this.#readers.onText(text);
  }
}

function mayBeMessage(text: string): boolean {
  return /^\s*(?:$|\{|\[\s*(?:$|\{))/.test(text);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
