import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../cred-extract/src/testing/index.ts';
import type { Child } from '../support/child.ts';
import { callOf, post, startEntry } from './post.ts';

const OWN = '100000000000';
const TARGETS = Array.from({ length: 50 }, (_, index) => String(200_000_000_000 + index));
const HEADER = 'X-Amzn-Bedrock-AgentCore-Runtime-Custom-Target-Account';
const children: Child[] = [];
let aws: LocalAws;

beforeAll(async () => {
  const roles = [{ name: 'reader' }];
  aws = await startLocalAws({ accounts: [{ accountId: OWN }, ...TARGETS.map((accountId) => ({ accountId, roles }))] });
});

afterAll(() => aws.close());

afterEach(() => {
  for (const child of children.splice(0)) child.process.kill('SIGKILL');
});

function start(program: string): Promise<string> {
  const accounts = { CROSS_ACCOUNT_ROLE_NAME: 'reader', CROSS_ACCOUNT_IDS: TARGETS.join(',') };
  const child = startEntry(program, { ...aws.env(OWN), ...accounts });
  children.push(child);
  return child.url();
}

async function ask(url: string, args: object, headers: Record<string, string>): Promise<string | undefined> {
  const { messages } = await post(url, callOf('who', args), headers);
  return messages[0].result?.content[0].text;
}

describe('a program with fifty accounts, over HTTP', () => {
  it.each([
    ['accounts-v1.ts', 500],
    ['accounts-fastmcp.ts', 100],
  ])(
    'answers each call of many at once with the account that its argument, else its header, names: %s',
    async (program, length) => {
      const url = await start(program);
      const calls = Array.from({ length }, async (_, index) => {
        const target = TARGETS[index % TARGETS.length] as string;
        const other = TARGETS[(index + 1) % TARGETS.length] as string;
        switch (index % 4) {
          case 0:
            return [target, await ask(url, {}, { [HEADER]: target })];
          case 1:
            return [target, await ask(url, { target_account_id: target }, {})];
          case 2:
            return [target, await ask(url, { target_account_id: target }, { [HEADER]: other })];
          default:
            return [OWN, await ask(url, {}, {})];
        }
      });
      const answers = await Promise.all(calls);
      expect(answers.filter(([expected, answered]) => expected !== answered)).toEqual([]);
    },
  );

  it('answers from the account that the header names where no tool knows of accounts', async () => {
    const url = await start('accounts-unwrapped.ts');
    const calls = Array.from({ length: 100 }, async (_, index) => {
      const target = TARGETS[index % TARGETS.length] as string;
      return index % 3 === 0 ? [OWN, await ask(url, {}, {})] : [target, await ask(url, {}, { [HEADER]: target })];
    });
    const answers = await Promise.all(calls);
    expect(answers.filter(([expected, answered]) => expected !== answered)).toEqual([]);
  });
});
