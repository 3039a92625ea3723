import { describe, expect, it } from 'vitest';
import { withMeasurements } from './document.ts';
import type { Outcome } from './measure.ts';
import { client, complete, tool } from './test-support.ts';

const MARKED = 'Intro\n<!-- measured -->\nold\n<!-- /measured -->\nEnd\n';
const written = (...outcomes: Outcome[]) => withMeasurements(MARKED, [{ title: 'Servers', outcomes }]);

describe('withMeasurements', () => {
  it('replaces what stands between the marks and nothing else', () => {
    const document = written(complete);
    expect(document).toMatch(/^Intro\n<!-- measured -->\n\n- 2 of 2 tools found\n/);
    expect(document).toMatch(/\n\n<!-- \/measured -->\nEnd\n$/);
    expect(document).not.toContain('old');
    expect(withMeasurements(document, [{ title: 'Servers', outcomes: [complete] }])).toBe(document);
  });

  it.each(['no marks', '<!-- /measured --><!-- measured -->'])('refuses a document that has lost them: %s', (text) => {
    expect(() => withMeasurements(text, [])).toThrow(/marks/);
  });

  it('gives each server a row', () => {
    expect(written(complete)).toContain('| 2 | 2 | 2 | 0 | 0 | 1 of 1 | 2 → 2 | no change | 2 of 2 | yes | 1.3 |');
  });

  it('has a row too for a server that could not be measured, whatever its error says', () => {
    const row = written({ server: complete.server, failure: 'npm\nfailed | twice' })
      .split('\n')
      .find((line) => line.includes('npm'));
    expect(row).toContain('npm failed \\| twice');
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(13);
  });

  it('says in a phrase why a server was not started, and that one has no types', () => {
    const server = { ...complete.server, start: { notStarted: 'runs on the moon only' } };
    const document = written({ ...complete, server, verified: undefined, typeErrors: undefined });
    expect(document).toContain('| no types | no change | not started: runs on the moon only |  |');
    expect(document).toContain('- 0 of 0 started servers pass');
  });

  it('says why types were not checked', () => {
    const unchecked = { ...complete, typeErrors: undefined };
    const server = { ...complete.server, notTypeChecked: 'too many' };
    expect(written({ ...unchecked, server })).toContain('| not checked: too many |');
    const other = { ...complete.server, notInstalled: 'no such package' };
    expect(written({ ...unchecked, server: other })).toContain('| not installed: no such package |');
  });

  it('says in one line each what is amiss', () => {
    const document = written({ ...complete, changedBySecondRun: 1, verified: { failure: `no\n${'x'.repeat(9)}` } });
    expect(document).toContain('## What is amiss\n\n- example: a second run changes 1 files\n- example: no\n\n');
    expect(written(complete)).toContain('## What is amiss\n\nNone.');
  });

  it('explains each count that disagrees', () => {
    const server = { ...complete.server, disagreement: { corpus: 3, why: 'One is a comment.' } };
    expect(written({ ...complete, server })).toContain('- example: 2 here, 3 in the corpus. One is a comment.');
    expect(written(complete)).toContain('## Counts that disagree\n\nNone.');
  });

  it('names what is left to a person, tools and clients, with place, verdict and reason', () => {
    const clients = [client({ name: 'aws-sdk', how: 'manual', verdict: 'other-sdk', reason: 'SDK v2.' })];
    const document = written({ ...complete, report: { ...complete.report, clients } });
    expect(document).toContain('- example: `aws-sdk` in aws.ts:1 (other-sdk): SDK v2.');
  });

  it('counts equal reasons of tools that the server covers', () => {
    const covered = tool({ how: 'server', reason: 'made at run time' });
    const document = written({ ...complete, report: { ...complete.report, tools: [covered, covered] } });
    expect(document).toContain('- example: 2 × made at run time');
  });

  it('shares out the tools of servers that reach AWS', () => {
    const report = { ...complete.report, tools: [tool(), tool({ how: 'server' })] };
    const { aws, ...plain } = complete.server;
    expect(aws).toBe('SDK v3');
    const document = written({ ...complete, report }, { ...complete, server: plain });
    expect(document).toContain('- 3 of 4 (75 %) of them in the source; of the servers that reach AWS, 1 of 2 (50 %)');
  });

  it('adds up new type errors only, so that a server with fewer hides no other', () => {
    const better = { ...complete, typeErrors: { before: 5, after: 0 } };
    const worse = { ...complete, typeErrors: { before: 0, after: 2 } };
    expect(written(better, worse)).toContain('- 2 new type errors in 2 type-checked servers');
  });
});
