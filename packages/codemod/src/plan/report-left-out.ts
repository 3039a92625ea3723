import type { ServerWrap } from '../edit/wrap-server.ts';
import type { ToolProject } from '../project/parse.ts';
import type { FileEdit, Planned, ToolReport } from '../types.ts';
import { editKeys, type PlannedTool } from './select-tools.ts';
import { serverWrapper } from './server-wrapper.ts';

/**
 * A tool that somebody left out. Where its server gets wrapped for other tools, or is wrapped already, `withAccounts` gives
 * it the parameter all the same, and the report says that.
 */
export function reportLeftOut(
  tool: PlannedTool,
  place: Pick<ToolReport, 'name' | 'file' | 'line'>,
  wrap: ServerWrap | undefined,
  project: ToolProject,
): Planned<ToolReport> {
  const { receiver, plan, leftOut = '' } = tool;
  const own = serverWrapper(tool)?.([receiver], project);
  if (!own?.isCovered || !areIn(own.edits, wrap?.edits ?? [])) {
    return { report: { ...place, verdict: plan.verdict, how: 'excluded', reason: leftOut }, edits: [] };
  }
  const reason = `${leftOut}, but withAccounts wraps its server for all tools`;
  const verdict = own.edits.length === 0 ? 'already-done' : plan.verdict;
  return { report: { ...place, verdict, how: 'server', reason }, edits: [] };
}

function areIn(edits: readonly FileEdit[], others: readonly FileEdit[]): boolean {
  const keys = new Set(editKeys({ plan: { edits: others } }));
  return editKeys({ plan: { edits } }).every((key) => keys.has(key));
}
