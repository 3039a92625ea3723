import { afterAll, describe, expect, it } from 'vitest';
import type { JsonSchema } from '../src/verify/types.ts';
import { type GoldenCase, goldenCases, removeInstalledCases } from './support/golden.ts';
import { type ObservedCase, observeCase } from './support/oracle/observed-case.ts';

const CASES = goldenCases();

/** Cases whose calls cannot all be proven, and why. That they cannot is checked, so that none stays here for nothing. */
const UNPROVEN: Readonly<Record<string, string>> = {
  'client-left-to-its-author': 'nothing can be rewritten there: as a target, the guard stops its clients',
  'client-other-identities': 'it signs by hand with keys of its own: as a target, the guard stops its requests',
  'client-typed-settings': 'its client has an endpoint and keys of its own: no request reaches the local AWS',
};

afterAll(removeInstalledCases);

/**
 * The servers run as they are, except that their functions and clients report: a case without AWS clients asks AWS with
 * each function that runs, and one with them asks with each client that a tool uses.
 */
describe('a converted golden case in a local AWS', () => {
  const check = async (golden: GoldenCase) => {
    const observed = await observeCase(golden);
    expect(observed.tools.filter(({ inputSchema }) => !isDescribed(inputSchema))).toEqual([]);
    expectOwnCall(golden, observed);
    if (!(golden.name in UNPROVEN)) for (const pair of observed.pairs) expectSameAnswer(pair, observed);
  };

  // One case starts 80 AWS commands.
  it.concurrent.each(CASES)('$name signs as the account, and no other', check, 180_000);
});

/** The parameter has to be described, and must not be required. */
function isDescribed({ properties, required }: JsonSchema): boolean {
  const parameter = properties?.target_account_id as { type?: unknown; description?: unknown } | undefined;
  const isText = parameter?.type === 'string' && String(parameter.description).includes('12-digit');
  return isText && !required?.includes('target_account_id');
}

function expectOwnCall({ name, call, text }: GoldenCase, { calls, pairs }: ObservedCase): void {
  expect(pairs.find(({ tool }) => tool === call)?.without).toMatchObject({ isError: false, text });
  expect(calls.filter(({ kind }) => kind === 'wrong-account')).toMatchObject([{ outcome: 'passed' }]);
  const notPassed = calls.filter(({ outcome }) => outcome !== 'passed');
  if (name in UNPROVEN) expectUnproven(calls, notPassed);
  else expect(notPassed).toEqual([]);
}

function expectUnproven(calls: ObservedCase['calls'], notPassed: ObservedCase['calls']): void {
  expect(notPassed).not.toEqual([]);
  for (const { target, signedBy = [] } of calls) {
    if (target !== undefined) expect([[], [target]]).toContainEqual(signedBy);
  }
}

/** A strict schema takes the parameter, the tool does not see it, and what it asks AWS it asks as the target. */
function expectSameAnswer({ tool, without, target }: ObservedCase['pairs'][number], observed: ObservedCase): void {
  expect(target.text, tool).not.toContain('target_account_id');
  // Arguments that are made up may be refused, and then nothing has run; or AWS may refuse the server's own keys.
  if (without.isError) return;
  expect(target, tool).toMatchObject({
    isError: false,
    text: without.text.replaceAll(observed.server, observed.target),
  });
  if (without.signedBy.length > 0 && target.signedBy.length > 0)
    expect(target.signedBy, tool).toEqual([observed.target]);
  expect(
    without.signedBy.filter((account) => account !== observed.server),
    tool,
  ).toEqual([]);
}

// One after the other: two servers made of one case would share its folder.
describe('the oracle', () => {
  const named = (name: string) => CASES.find((golden) => golden.name === name) as GoldenCase;

  it('sees a handler that does not follow the account', async () => {
    const wrapper = '((handler) => ({ target_account_id: _, ...args }) => handler(args))';
    const unwrapped = (text: string) => text.replaceAll('withAccountContext(', `${wrapper}(`);
    const { calls } = await observeCase(named('tool-shape-handler'), unwrapped);
    expect(calls.filter(({ kind }) => kind === 'as-target')).toMatchObject([
      { outcome: 'failed', reason: 'signed by 999999999999, not by 111111111111' },
      { outcome: 'failed', reason: 'signed by 999999999999, not by 222222222222' },
    ]);
  });

  it('sees a client that does not follow the account', async () => {
    const unwrapped = (text: string) =>
      text.replaceAll(/perAccount\(\(aws\) => (new \w+)\(aws\((.*?)\)\)\)/g, '$1($2)');
    const { calls } = await observeCase(named('client-module-level'), unwrapped);
    expect(calls.filter(({ kind }) => kind === 'as-target').map(({ outcome }) => outcome)).toEqual([
      'failed',
      'failed',
    ]);
  });

  it('sees the parameter in the arguments of a handler', async () => {
    const kept = (text: string) =>
      text.replace('text }] })));', 'text }] }), { keepTarget: true }));').replace('({ text })', '({ text, ...rest })');
    const { pairs } = await observeCase(named('tool-shape-handler'), kept);
    expect(pairs.find(({ tool }) => tool === 'echo')?.target).toMatchObject({
      isError: true,
      text: 'target_account_id reached index.ts:8',
    });
  });

  it('leaves no case out without a reason', () => {
    const names = new Set(CASES.map(({ name }) => name));
    expect(Object.keys(UNPROVEN).filter((name) => !names.has(name))).toEqual([]);
  });
});
