import { describe, expect, it } from 'vitest';
import { complaints, isSigned } from './complaints.ts';
import type { Measurement } from './measure.ts';
import { complete, tool, verified } from './test-support.ts';

describe('complaints', () => {
  it('has none about a server that is fully converted', () => {
    expect(complaints(complete)).toEqual([]);
  });

  it.each<[string, Partial<Measurement>, string]>([
    ['a tool missed', { report: { ...complete.report, tools: [tool()] } }, '1 tools found, 2 counted by hand'],
    ['a construction missed', { constructions: 2 }, '1 AWS constructions found, 2 in the text'],
    [
      'manual work without a reason',
      { report: { ...complete.report, tools: [tool(), tool({ how: 'manual' })] } },
      '1 places left to a person without a reason',
    ],
    ['new type errors', { typeErrors: { before: 1, after: 3 } }, '2 new type errors'],
    ['a second run that changes something', { changedBySecondRun: 2 }, 'a second run changes 2 files'],
    ['a server that does not start', { verified: { failure: 'it does not start: no' } }, 'it does not start: no'],
    ['a server that fails', { verified: verified({ ok: false, failures: ['a: no', 'b: no'] }) }, 'a: no; b: no'],
    ['a call that nobody signed', { verified: verified({}, []) }, 'no call with a target was signed by it'],
    [
      'a tool without the parameter',
      { verified: verified({ tools: { total: 3, takingParameter: 2 } }) },
      '1 listed tools lack the parameter',
    ],
  ])('notices %s', (_, change, complaint) => {
    expect(complaints({ ...complete, ...change })).toEqual([complaint]);
  });

  it('passes on why a server could not be measured', () => {
    expect(complaints({ server: complete.server, failure: 'npm install failed' })).toEqual(['npm install failed']);
  });

  it('accepts manual work with a reason, and fewer type errors than before', () => {
    const tools = [tool(), tool({ how: 'manual', reason: 'why' })];
    const typeErrors = { before: 3, after: 1 };
    expect(complaints({ ...complete, report: { ...complete.report, tools }, typeErrors })).toEqual([]);
  });

  it('expects no start-up of a server that cannot start, and no signed call of one that has none to make', () => {
    expect(complaints({ ...complete, verified: undefined })).toEqual([]);
    const server = { ...complete.server, start: { command: ['node', 'index.js'] } };
    expect(complaints({ ...complete, server, verified: verified({}, []) })).toEqual([]);
  });

  it('counts other ways to AWS as no construction of SDK v3', () => {
    const [client] = complete.report.clients;
    if (!client) throw new Error('no client');
    const clients = [
      client,
      ...['child-process', 'other-sdk', 'own-signing'].map((verdict) => ({ ...client, verdict })),
    ];
    expect(complaints({ ...complete, report: { ...complete.report, clients } })).toEqual([]);
  });
});

describe('isSigned', () => {
  const call = (outcome: string, kind = 'as-target') => ({ kind, outcome });

  it('wants a call with a target that is proven, and none that failed', () => {
    expect(isSigned([call('passed'), call('unproven')])).toBe(true);
    expect(isSigned([call('unproven')])).toBe(false);
    expect(isSigned([call('passed'), call('failed')])).toBe(false);
    expect(isSigned([call('passed', 'as-server')])).toBe(false);
    expect(isSigned([])).toBe(false);
  });
});
