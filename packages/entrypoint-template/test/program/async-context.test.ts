import { afterEach, describe, expect, it } from 'vitest';
import type { Child } from '../support/child.ts';
import { callOf, post, startHarness } from './post.ts';

const KEEPING = [
  ['v1-mcp-server.ts', 500],
  ['v2-serve-stdio.ts', 500],
  ['fastmcp.ts', 150],
  ['readline.cjs', 150],
] as const;
const LOSING = ['for-await.mjs', 'queue.cjs'];
const ACCOUNT = { 'x-account': '111111111111' };
const children: Child[] = [];

async function start(program: string): Promise<string> {
  const child = startHarness(program);
  children.push(child);
  return child.url();
}

/** Calls at once from 50 stores, of which none says in its arguments which one it is of. */
async function callAtOnce(url: string, calls: number, headers: Record<string, string>) {
  return Promise.all(
    Array.from({ length: calls }, async (_, index) => {
      const [store, text] = [`store ${index % 50}`, `text ${index}`];
      const call = callOf('echo', { text, ms: index % 13 }, index % 7);
      const { status, messages } = await post(url, call, { 'x-store': store, ...headers });
      const seen = JSON.parse(messages[0].result?.content[0].text ?? '{}');
      return { status, id: messages[0].id === index % 7, text: seen.text === text, store, ...seen };
    }),
  );
}

afterEach(() => {
  for (const child of children.splice(0)) child.process.kill('SIGKILL');
});

describe('a program that handles a request when it reads it', () => {
  it.each(KEEPING)('sees each of many calls at once in its own request: %s, %d calls', async (program, calls) => {
    const answers = await callAtOnce(await start(program), calls, ACCOUNT);
    expect(answers.filter(({ status, id, text }) => status !== 200 || !id || !text)).toEqual([]);
    expect(answers.filter(({ store, before, after }) => before !== store || after !== store)).toEqual([]);
  });
});

describe('a program that handles a request in another context than that of reading it', () => {
  it.each(LOSING)(
    'is given no account that only the request names, and answers all others as nobody: %s',
    async (program) => {
      const url = await start(program);
      const { status, messages } = await post(url, callOf('echo', { text: 'hello' }, 'a'), ACCOUNT);
      expect([status, messages]).toEqual([501, [{ jsonrpc: '2.0', id: 'a', error: expect.anything() }]]);
      expect(messages[0].error.message).toContain('name the account in the call: target_account_id');
      const answers = await callAtOnce(url, 100, {});
      expect(answers.filter(({ status, id, text }) => status !== 200 || !id || !text)).toEqual([]);
      expect(answers.filter(({ before, after }) => before !== undefined || after !== undefined)).toEqual([]);
    },
  );
});
