import type { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the tests' harness runs each request in, as the entry point does with callers and accounts. */
const storage = () => (globalThis as { store?: AsyncLocalStorage<string> }).store;

export interface EchoArguments {
  readonly text: string;
  readonly ms?: number;
}

/** Repeats `text` after `ms`, with the store that it saw before and after waiting. */
export async function echo({ text, ms = 0 }: EchoArguments): Promise<string> {
  const before = storage()?.getStore();
  // biome-ignore lint/suspicious/noConsole: what is no message must not reach the client.
  console.log(`echo ${text}`);
  await sleep(ms);
  return JSON.stringify({ text, before, after: storage()?.getStore() });
}

export function textResult(text: string) {
  return { content: [{ type: 'text' as const, text }] };
}
