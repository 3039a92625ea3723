import type { Node } from 'ts-morph';
import { findCyanheadsTools } from '../discover/cyanheads.ts';
import { findDetachedMethodCalls } from '../discover/detached-method.ts';
import { findFastMcpTools } from '../discover/fastmcp.ts';
import { findRequestHandlers, pairHandlers } from '../discover/low-level-handlers.ts';
import { findMastraTools } from '../discover/mastra.ts';
import { findRegisterToolCalls } from '../discover/register-tool.ts';
import type { FoundRegistration } from '../discover/registration.ts';
import { findTaskToolCalls } from '../discover/task-tool.ts';
import { findTmcpTools } from '../discover/tmcp.ts';
import { findToolMethodCalls } from '../discover/tool-method.ts';
import type { ServerWrap, WrapServers } from '../edit/wrap-server.ts';
import type { ToolProject } from '../project/parse.ts';
import { readOnlyFiles } from '../project/read-only-files.ts';
import type { Planned, ToolReport } from '../types.ts';
import { expandWrappers } from './expand-wrappers.ts';
import { planLowLevel } from './plan-low-level.ts';
import { planMcpFrameworkTools } from './plan-mcp-framework.ts';
import { planNestTools } from './plan-mcp-nest.ts';
import { planRegistered } from './plan-tool-list.ts';
import { planXmcpTools } from './plan-xmcp.ts';
import { reportLeftOut } from './report-left-out.ts';
import { type PlannedTool, type Selection, selectTools } from './select-tools.ts';
import { serverWrapper } from './server-wrapper.ts';

/** Every registration style: one function, one file, one test. */
const STYLES = [
  findRegisterToolCalls,
  findToolMethodCalls,
  findDetachedMethodCalls,
  findTaskToolCalls,
  findFastMcpTools,
  findTmcpTools,
  findMastraTools,
  findCyanheadsTools,
];

/** Finds all tools of a project and decides for each how it gets `target_account_id`. In the order of the files. */
export function planTools(project: ToolProject, selection: Selection = {}): Planned<ToolReport>[] {
  const found = [
    ...registeredTools(project, selection),
    ...lowLevelTools(project),
    ...planMcpFrameworkTools(project),
    ...planNestTools(project),
    ...planXmcpTools(project),
  ];
  const tools = selectTools(found, project, selection);
  const wraps = serverWraps(tools, project, selection);
  return inFileOrder(tools, project).map((tool) => report(tool, wraps, project));
}

type ServerWraps = ReadonlyMap<WrapServers | undefined, ServerWrap>;

/** For each library, all its servers with tools that are not covered in the source. */
function serverWraps(tools: readonly PlannedTool[], project: ToolProject, selection: Selection): ServerWraps {
  const uncovered = tools.filter(({ plan, leftOut }) => plan.reason !== '' && leftOut === undefined);
  const wrappers = new Set(uncovered.map(serverWrapper).filter((wrap) => wrap !== undefined));
  const wraps = [...wrappers].map((wrap): [WrapServers, ServerWrap] => {
    const own = uncovered.filter((tool) => serverWrapper(tool) === wrap);
    const receivers = own.map(({ receiver }) => receiver);
    return [wrap, allowedWrap(wrap(receivers, project), project, selection)];
  });
  return new Map(wraps);
}

/** A schema that a tool keeps to itself, because it is left out, is not one of those that may be changed for all. */
function registeredTools(project: ToolProject, { leaveOut }: Selection): PlannedTool[] {
  const written = project.files.flatMap((file) => STYLES.flatMap((find) => find(file, project)));
  const found = expandWrappers(written, project);
  const changing = found.filter(
    ({ name, call }) => leaveOut?.({ kind: 'tool', name, ...placeOf(call, project) }) === undefined,
  );
  const schemas = new Set(changing.flatMap(schemaExpression));
  return found.flatMap((registration) => planRegistered(registration, project, schemas));
}

function schemaExpression(found: FoundRegistration): Node[] {
  return found.kind === 'registration' && found.schema.kind === 'present' ? [found.schema.expression] : [];
}

function lowLevelTools(project: ToolProject): PlannedTool[] {
  const servers = pairHandlers(project.files.flatMap(findRequestHandlers));
  return servers.flatMap((server) => {
    const plan = planLowLevel(server, project);
    return plan?.tools.map(({ name, node }) => ({ name, node, receiver: plan.receiver, plan })) ?? [];
  });
}

function inFileOrder(tools: readonly PlannedTool[], project: ToolProject): PlannedTool[] {
  const order = new Map(project.files.map((file, index) => [file, index]));
  const rank = ({ node }: PlannedTool) => order.get(node.getSourceFile()) ?? 0;
  return [...tools].sort((a, b) => rank(a) - rank(b) || a.node.getStart() - b.node.getStart());
}

function placeOf(node: Node, project: ToolProject): { file: string; line: number } {
  return { file: project.pathOf(node.getSourceFile()), line: node.getStartLineNumber() };
}

/** Only what an earlier run wrapped, where this one must not: by its strategy, or because the file is not to be edited. */
function allowedWrap(wrap: ServerWrap, project: ToolProject, { strategy }: Selection): ServerWrap {
  const readOnly = readOnlyFiles(project);
  const isForbidden = strategy === 'source' || wrap.edits.some(({ path }) => readOnly.has(path));
  return isForbidden ? { isCovered: wrap.isCovered && wrap.edits.length === 0, edits: [] } : wrap;
}

function report(tool: PlannedTool, wraps: ServerWraps, project: ToolProject): Planned<ToolReport> {
  const { name, node, plan } = tool;
  const wrap = wraps.get(serverWrapper(tool));
  const place = { name, ...placeOf(node, project) };
  if (tool.leftOut !== undefined) return reportLeftOut(tool, place, wrap, project);
  if (plan.reason === '') {
    return { report: { ...place, verdict: plan.verdict, how: 'source', reason: tool.note ?? '' }, edits: plan.edits };
  }
  if (!wrap) {
    const reason = `${plan.reason}; withAccounts cannot wrap this library's servers`;
    return { report: { ...place, verdict: plan.verdict, how: 'manual', reason }, edits: [] };
  }
  if (!wrap.isCovered) {
    const reason = `${plan.reason}; wrap the server by hand: withAccounts(server)`;
    return { report: { ...place, verdict: plan.verdict, how: 'manual', reason }, edits: [] };
  }
  const verdict = wrap.edits.length === 0 ? 'already-done' : plan.verdict;
  return { report: { ...place, verdict, how: 'server', reason: plan.reason }, edits: wrap.edits };
}
