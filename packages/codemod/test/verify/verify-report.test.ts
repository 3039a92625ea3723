import { describe, expect, it } from 'vitest';
import type { ListedTool, VerifiedCall } from '../../src/verify/types.ts';
import { verifyReport } from '../../src/verify/verify-report.ts';
import { verifyText } from '../../src/verify/verify-text.ts';
import type { Visit } from '../../src/verify/visit-all.ts';

const CONTEXT = { noise: undefined, call: undefined, isLocalAws: false };
const taking = (name: string): ListedTool => ({
  name,
  inputSchema: { properties: { target_account_id: { type: 'string' } } },
});
const lacking = (name: string): ListedTool => ({ name, inputSchema: {} });
const call = (rest: Partial<VerifiedCall> = {}): VerifiedCall => ({
  ...{ kind: 'wrong-account', tool: 'a', protocol: '2025-11-25', outcome: 'passed', reason: '' },
  ...rest,
});
const visit = (rest: Partial<Visit> = {}): Visit => ({
  ...{ version: '2025-11-25', spoken: true, tools: [taking('a')], calls: [call()], reason: '' },
  ...rest,
});

describe('verifyReport', () => {
  it('is well when every tool takes the parameter over every version', () => {
    const older = visit({ version: '2024-11-05', calls: [] });
    const report = verifyReport(
      [visit(), older, visit({ version: '2026-07-28', spoken: false, tools: [], calls: [] })],
      CONTEXT,
    );
    expect(report.summary).toEqual({
      ok: true,
      protocols: 2,
      tools: { total: 1, takingParameter: 1 },
      calls: { total: 1, passed: 1, failed: 0, unproven: 0 },
      failures: [],
      warnings: [],
    });
    expect(report.protocols.map(({ version }) => version)).toEqual(['2024-11-05', '2025-11-25', '2026-07-28']);
  });

  it('names a tool that one version does not list, and one that lacks the parameter over one version', () => {
    const other = visit({ version: '2024-11-05', tools: [lacking('a')], calls: [] });
    const { tools, summary } = verifyReport([visit({ tools: [taking('a'), taking('b')] }), other], CONTEXT);
    expect(tools).toEqual([
      { name: 'a', listed: true, takesParameter: false, reason: 'does not list target_account_id' },
      { name: 'b', listed: false, takesParameter: true, reason: 'not listed over 2024-11-05' },
    ]);
    expect(summary).toMatchObject({ ok: false, failures: tools.map(({ name, reason }) => `${name}: ${reason}`) });
  });

  it('fails for a version that is spoken and does not list', () => {
    const broken = visit({ version: '2024-11-05', tools: [], calls: [], reason: 'tools/list failed: no' });
    const { tools, summary } = verifyReport([visit(), broken], CONTEXT);
    expect(tools[0]?.listed).toBe(true);
    expect(summary.failures).toEqual(['2024-11-05: tools/list failed: no']);
  });

  it('names a failure of several versions once', () => {
    const failed = { outcome: 'failed', reason: 'no' } as const;
    const calls = ['2025-11-25', '2024-11-05'].map((protocol) => call({ protocol, ...failed }));
    expect(verifyReport([visit({ calls })], CONTEXT).summary.failures).toEqual(['a (unregistered account): no']);
  });

  it('wants a proof for the target and for the server from a local AWS', () => {
    const local = { ...CONTEXT, isLocalAws: true };
    const server = call({ kind: 'as-server', signedBy: ['999999999999'] });
    const target = call({ kind: 'as-target', target: '111111111111', signedBy: ['111111111111'] });
    expect(verifyReport([visit({ calls: [call(), server, target] })], local).summary.ok).toBe(true);
    expect(verifyReport([visit({ calls: [call(), server] })], local).summary.ok).toBe(false);
    expect(verifyReport([visit()], local).summary.failures[0]).toContain('No call reached the local AWS');
  });
});

describe('verifyText', () => {
  it('ends with what fails, and shows calls that differ in their version only as one', () => {
    const calls = ['2025-11-25', '2024-11-05'].map((protocol) => call({ protocol }));
    const report = verifyReport([visit({ calls, tools: [taking('a'), lacking('b')] })], {
      ...CONTEXT,
      noise: 'Noise.',
    });
    const text = verifyText(report, false);
    expect(text).toContain('2 tools: 1 with target_account_id');
    expect(text).toMatch(/ {2}a +unregistered account +passed +2 versions/);
    expect(text).toContain('Warning: Noise.');
    expect(text).toMatch(/Failed:\n {2}b: does not list target_account_id\n$/);
    expect(text).not.toContain('\u001B');
  });

  it('says so when all is well', () => {
    expect(verifyText(verifyReport([visit()], CONTEXT), false)).toMatch(/\nVerified\.\n$/);
    expect(verifyText(verifyReport([visit()], CONTEXT), true)).toContain('\u001B[');
  });
});
