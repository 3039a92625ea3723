import type { Node } from 'ts-morph';
import type { ToolApi } from '../discover/tool-api.ts';
import type { ToolProject } from '../project/parse.ts';
import { readOnlyFiles } from '../project/read-only-files.ts';
import type { FileEdit, RunItem, Strategy } from '../types.ts';
import type { ToolPlan } from './tool-plan.ts';

/** What a run covers, and how. */
export interface Selection {
  /** Default `auto`. */
  readonly strategy?: Strategy;
  /** Why an item is left alone, such as "excluded by --exclude"; undefined for the others. Default: none is. */
  readonly leaveOut?: (item: RunItem) => string | undefined;
}

/** A tool, where it stands, and its plan, before it is known whether its server gets wrapped. */
export interface PlannedTool {
  readonly name: string;
  readonly node: Node;
  readonly receiver: Node;
  /** Absent where it is one of the official SDKs. */
  readonly api?: ToolApi;
  readonly plan: ToolPlan;
  /** Why it is left alone; absent for the others. */
  readonly leftOut?: string;
  /** Why it is not left alone although somebody wanted it to be. */
  readonly note?: string;
}

/**
 * The plans that a selection leaves. A tool that is left out keeps its code, unless it would get the parameter with a tool that
 * is not: by one dispatcher, or one schema. With the parameter and without its handler, a call would run in the wrong account.
 */
export function selectTools(
  tools: readonly PlannedTool[],
  project: ToolProject,
  { strategy, leaveOut }: Selection,
): PlannedTool[] {
  const readOnly = readOnlyFiles(project);
  const editable = tools.map((tool) => withoutReadOnly(tool, readOnly));
  const planned = strategy === 'server' ? editable.map(onlyByServer) : editable;
  return leaveOut ? withoutShared(planned.map((tool) => marked(tool, project, leaveOut))) : planned;
}

function withoutReadOnly(tool: PlannedTool, readOnly: ReadonlyMap<string, string>): PlannedTool {
  const file = tool.plan.edits.find(({ path }) => readOnly.has(path))?.path;
  if (file === undefined) return tool;
  return { ...tool, plan: { ...tool.plan, reason: `${file} ${readOnly.get(file)}`, edits: [] } };
}

function onlyByServer(tool: PlannedTool): PlannedTool {
  if (tool.plan.edits.length === 0) return tool;
  return { ...tool, plan: { ...tool.plan, reason: 'the strategy leaves tools to the server', edits: [] } };
}

/** What an earlier run covered stays covered. */
function marked(tool: PlannedTool, project: ToolProject, leaveOut: NonNullable<Selection['leaveOut']>): PlannedTool {
  if (isDone(tool)) return tool;
  const { name, node } = tool;
  const file = project.pathOf(node.getSourceFile());
  const leftOut = leaveOut({ kind: 'tool', name, file, line: node.getStartLineNumber() });
  return leftOut === undefined ? tool : { ...tool, leftOut };
}

function isDone({ plan }: PlannedTool): boolean {
  return plan.reason === '' && plan.edits.length === 0;
}

/** Repeated until nothing changes: a tool that comes back in may share a schema with the next. */
function withoutShared(tools: readonly PlannedTool[]): PlannedTool[] {
  const kept = new Set(tools.filter(({ leftOut }) => leftOut === undefined).flatMap(parameterKeys));
  const shares = (tool: PlannedTool) => tool.leftOut !== undefined && parameterKeys(tool).some((key) => kept.has(key));
  if (!tools.some(shares)) return [...tools];
  return withoutShared(tools.map((tool) => (shares(tool) ? withoutMark(tool) : tool)));
}

/** The edits that give a tool the parameter. Others may be shared: an import, or a wrapper around the handlers of a list. */
function parameterKeys({ plan }: PlannedTool): string[] {
  const edits = plan.edits.map((edit) =>
    edit.imports.includes('withTargetAccountId')
      ? edit
      : { ...edit, edits: edit.edits.filter(({ text }) => text.includes('target_account_id')) },
  );
  return editKeys({ plan: { edits } });
}

function withoutMark({ leftOut, ...tool }: PlannedTool): PlannedTool {
  return { ...tool, note: `${leftOut}, but it shares its code with tools that are not` };
}

export function editKeys({ plan }: { readonly plan: { readonly edits: readonly FileEdit[] } }): string[] {
  return plan.edits.flatMap(({ path, edits }) =>
    edits.map(({ start, end, text }) => `${path}:${start}:${end}:${text}`),
  );
}
