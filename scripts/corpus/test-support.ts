import type { Measurement } from './measure.ts';
import type { ReportedClient, ReportedTool } from './run-codemod.ts';
import type { VerifyReport } from './run-verify.ts';

/** A server that is fully converted. */
export const complete: Measurement = {
  server: {
    id: 'example',
    repository: 'nobody/example',
    commit: '0'.repeat(40),
    tools: 2,
    counted: 'by a person',
    aws: 'SDK v3',
    start: { command: ['node', 'index.js'], call: { tool: 'list', arguments: {} } },
  },
  report: { tools: [tool(), tool()], clients: [client()], files: [] },
  constructions: 1,
  typeErrors: { before: 2, after: 2 },
  changedBySecondRun: 0,
  seconds: 1.26,
  verified: verified({}),
};

export function tool(change: Partial<ReportedTool> = {}): ReportedTool {
  return { name: 'list', file: 'index.ts', line: 3, verdict: 'raw-shape', how: 'source', reason: '', ...change };
}

export function client(change: Partial<ReportedClient> = {}): ReportedClient {
  return { name: 'S3Client', file: 'aws.ts', line: 1, verdict: 'construction', how: 'source', reason: '', ...change };
}

export function verified(
  summary: Partial<VerifyReport['summary']>,
  calls: VerifyReport['calls'] = [{ kind: 'as-target', outcome: 'passed' }],
): VerifyReport {
  return {
    summary: {
      ok: true,
      tools: { total: 2, takingParameter: 2 },
      calls: { total: calls.length, passed: calls.length },
      failures: [],
      ...summary,
    },
    calls,
  };
}
