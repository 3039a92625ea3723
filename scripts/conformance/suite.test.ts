import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTemporaryFolder, type TemporaryFolder } from '../demo/temporary-folder.ts';
import type { FixtureName } from './fixture/servers.ts';
import { judge } from './judge.ts';
import { NOT_APPLICABLE } from './not-applicable.ts';
import { runFixture } from './run-fixture.ts';
import { complaintsOf, runSuite, scenarioOf } from './suite.ts';

const { signal } = new AbortController();
let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await createTemporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

describe('the conformance suite', () => {
  // The short form of `npm run conformance`: the servers with the most around them, and a program.
  it.each<FixtureName>(['SDK v1, withAccounts', 'SDK v2, withAccounts', 'SDK v1, serveProgram'])(
    'passes on the entry point with %s, in every scenario that applies',
    async (name) => {
      const outcomes = await runFixture(name, folder.path, signal);
      expect(judge(outcomes)).toEqual([]);
      expect(outcomes.length).toBeGreaterThan(30);
    },
  );

  it('fails on a server that is not there, in every scenario', async () => {
    const outcomes = await runSuite('http://127.0.0.1:9/mcp', join(folder.path, 'absent'), signal);
    expect(outcomes.filter(({ complaints }) => complaints.length === 0)).toEqual([]);
    expect(judge(outcomes).length).toBeGreaterThanOrEqual(outcomes.length - Object.keys(NOT_APPLICABLE).length);
  });

  it('is no result when it stops before its end', async () => {
    const run = runSuite('no address', join(folder.path, 'no address'), signal);
    await expect(run).rejects.toThrow('The conformance suite stopped');
  });
});

describe('scenarioOf', () => {
  it.each([
    ['server-ping-2026-11-20T12-43-24-351Z', 'ping'],
    ['server-server-initialize-2026-11-20T12-43-24-351Z', 'server-initialize'],
    ['server-json-schema-2020-12-2026-11-20T12-43-24-351Z', 'json-schema-2020-12'],
  ])('of %s is %s', (name, scenario) => {
    expect(scenarioOf(name)).toBe(scenario);
  });
});

describe('complaintsOf', () => {
  it('takes warnings as seriously as failures', () => {
    const checks = [
      { name: 'A', status: 'SUCCESS' },
      { name: 'B', status: 'FAILURE', errorMessage: 'no answer' },
      { name: 'C', status: 'WARNING', details: { message: 'no session' } },
      { name: 'D', status: 'FAILURE' },
      { name: 'E', status: 'INFO' },
    ] as const;
    expect(complaintsOf(checks)).toEqual(['no answer', 'no session', 'D']);
  });

  it('does not take a scenario that checked nothing for passed', () => {
    expect(complaintsOf([])).toEqual(['checked nothing']);
  });
});
