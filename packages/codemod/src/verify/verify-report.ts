import { parameterProblem } from './listed-parameter.ts';
import { PARAMETER } from './parameter.ts';
import type { CallOutcome, VerifiedCall, VerifiedTool, VerifyReport, VerifySummary } from './types.ts';
import type { Visit } from './visit-all.ts';

export interface ReportContext {
  /** What the server prints where it must not. */
  readonly noise: string | undefined;
  /** The tool that the user wanted called. */
  readonly call: string | undefined;
  readonly isLocalAws: boolean;
}

/** What all protocol versions showed together. */
export function verifyReport(visits: readonly Visit[], context: ReportContext): VerifyReport {
  const protocols = visits
    .map(({ version, spoken, tools, reason }) => ({ version, spoken, tools: tools.length, reason }))
    .sort((a, b) => a.version.localeCompare(b.version));
  const tools = verifiedTools(visits.filter(({ spoken, reason }) => spoken && reason === ''));
  const calls = visits.flatMap((visit) => visit.calls);
  return { summary: summarize({ protocols, tools, calls }, context), protocols, tools, calls };
}

function verifiedTools(visits: readonly Visit[]): VerifiedTool[] {
  const names = new Set(visits.flatMap(({ tools }) => tools.map(({ name }) => name)));
  return [...names].map((name) => {
    const missing = visits.filter(({ tools }) => !tools.some((tool) => tool.name === name));
    const problems = visits.flatMap(({ version, tools }) =>
      tools
        .filter((tool) => tool.name === name)
        .map(({ inputSchema }) => ({ version, problem: parameterProblem(inputSchema) }))
        .filter(({ problem }) => problem !== ''),
    );
    const [problem] = problems;
    return {
      name,
      listed: missing.length === 0,
      takesParameter: problem === undefined,
      reason: problem?.problem ?? notListed(missing),
    };
  });
}

function notListed(missing: readonly Visit[]): string {
  return missing.length === 0 ? '' : `not listed over ${missing.map(({ version }) => version).join(', ')}`;
}

function summarize({ protocols, tools, calls }: Omit<VerifyReport, 'summary'>, context: ReportContext): VerifySummary {
  const failures = [
    ...protocols.filter(({ spoken, reason }) => spoken && reason !== '').map((one) => `${one.version}: ${one.reason}`),
    ...(tools.length === 0 ? ['The server lists no tools.'] : []),
    ...tools.filter(({ reason }) => reason !== '').map(({ name, reason }) => `${name}: ${reason}`),
    ...failedCalls(calls),
    ...unproven(tools, calls, context),
  ];
  return {
    ok: failures.length === 0,
    protocols: protocols.filter(({ spoken }) => spoken).length,
    tools: { total: tools.length, takingParameter: tools.filter(({ takesParameter }) => takesParameter).length },
    calls: { total: calls.length, ...countOutcomes(calls) },
    failures,
    warnings: warnings(calls, context),
  };
}

/** A tool that fails in the same way over several versions is named once. */
function failedCalls(calls: readonly VerifiedCall[]): string[] {
  const failed = calls.filter(({ outcome }) => outcome === 'failed');
  return [...new Set(failed.map((call) => `${call.tool} (${describeCall(call)}): ${call.reason}`))];
}

export function describeCall({ kind, target }: VerifiedCall): string {
  switch (kind) {
    case 'wrong-account':
      return 'unregistered account';
    case 'as-target':
      return `target ${target}`;
    case 'as-server':
      return 'no target';
    case 'at-once':
      return 'all at once';
  }
}

/** What was asked to be proven, and could not be. */
function unproven(tools: readonly VerifiedTool[], calls: readonly VerifiedCall[], context: ReportContext): string[] {
  if (context.call !== undefined && tools.length > 0 && !tools.some(({ name }) => name === context.call))
    return [`${context.call}: the server lists no such tool`];
  const isProven = (['as-server', 'as-target'] as const).every((kind) =>
    calls.some((call) => call.kind === kind && call.outcome === 'passed'),
  );
  if (!context.isLocalAws || isProven || calls.some(({ outcome }) => outcome === 'failed')) return [];
  return ['No call reached the local AWS: name one that does with --call <tool> --arguments <json>.'];
}

function warnings(calls: readonly VerifiedCall[], { noise }: ReportContext): string[] {
  const isRefused = calls.some(({ kind, outcome }) => kind === 'wrong-account' && outcome !== 'unproven');
  return [
    ...(noise === undefined ? [] : [noise]),
    ...(isRefused
      ? []
      : [`No call with ${PARAMETER} was proven: no tool that surely only reads. Name one with --call <tool>.`]),
  ];
}

function countOutcomes(calls: readonly VerifiedCall[]): Record<CallOutcome, number> {
  const count = (outcome: CallOutcome) => calls.filter((call) => call.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), unproven: count('unproven') };
}
