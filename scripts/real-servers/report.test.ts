import { describe, expect, it } from 'vitest';
import { TARGET } from './cloud.ts';
import type { Measurement } from './measure.ts';
import { complaints, report, withTable } from './report.ts';
import { SERVERS } from './servers.ts';

const server = SERVERS[0] as (typeof SERVERS)[0];
const complete: Measurement = {
  server,
  found: server.tools,
  inSource: server.tools,
  byServer: 0,
  manual: 0,
  clients: 1,
  clientsRewritten: 1,
  typeErrorsBefore: 2,
  typeErrorsAfter: 2,
  changedBySecondRun: 0,
  seconds: 1.26,
  listed: server.tools,
  withParameter: server.tools,
  signedBy: TARGET,
};

describe('complaints', () => {
  it('has none about a server that is fully converted', () => {
    expect(complaints(complete)).toEqual([]);
  });

  it.each<[Partial<Measurement>, string]>([
    [{ found: 1 }, `1 tools found, ${server.tools} counted by hand`],
    [{ withParameter: server.tools - 1 }, '1 listed tools lack the parameter'],
    [{ manual: 2 }, '2 tools left to a person'],
    [{ typeErrorsAfter: 3 }, 'new type errors'],
    [{ changedBySecondRun: 1 }, 'a second run changes files'],
    [{ signedBy: 'nobody' }, 'the call was signed by nobody'],
    [{ signedBy: '999999999999' }, 'the call was signed by 999999999999'],
  ])('notices %j', (change, complaint) => {
    expect(complaints({ ...complete, ...change })).toEqual([complaint]);
  });

  it('does not count type errors of a package without types', () => {
    expect(complaints({ ...complete, typeErrorsBefore: undefined, typeErrorsAfter: undefined })).toEqual([]);
  });
});

describe('report', () => {
  it('is a Markdown table with a row for each server', () => {
    const lines = report([complete, { ...complete, signedBy: 'nobody' }]).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain('| the target | 1.3 |');
    expect(lines[3]).toContain('| nobody | 1.3 |');
  });
});

describe('withTable', () => {
  it('replaces what stands between the marks and nothing else', () => {
    const document = 'Intro\n<!-- measured -->\nold\n<!-- /measured -->\nEnd\n';
    const changed = withTable(document, 'new');
    expect(changed).toBe('Intro\n<!-- measured -->\n\nnew\n\n<!-- /measured -->\nEnd\n');
    expect(withTable(changed, 'new')).toBe(changed);
  });

  it('refuses a document that has lost its marks', () => {
    expect(() => withTable('no marks', 'new')).toThrow(/marks/);
  });
});
