import type { Node } from 'ts-morph';
import { findFastMcpTools } from './discover/fastmcp.ts';
import { findRequestHandlers, pairHandlers } from './discover/low-level-handlers.ts';
import { findRegisterToolCalls } from './discover/register-tool.ts';
import type { FoundRegistration } from './discover/registration.ts';
import { findTaskToolCalls } from './discover/task-tool.ts';
import { findToolMethodCalls } from './discover/tool-method.ts';
import { type ServerWrap, wrapServers } from './edit/wrap-server.ts';
import { planLowLevel } from './plan-low-level.ts';
import { planRegistration, type ToolPlan } from './plan-registration.ts';
import { traceServer } from './project/mcp-server.ts';
import type { ToolProject } from './project/parse.ts';
import type { Planned, ToolReport } from './types.ts';

/** Every registration style: one function, one file, one test. */
const STYLES = [findRegisterToolCalls, findToolMethodCalls, findTaskToolCalls, findFastMcpTools];

/** A tool, where it stands, and its plan, before it is known whether its server gets wrapped. */
interface PlannedTool {
  readonly name: string;
  readonly node: Node;
  readonly receiver: Node;
  readonly plan: ToolPlan;
}

/** Finds all tools of a project and decides for each how it gets `target_account_id`. In the order of the files. */
export function planTools(project: ToolProject): Planned<ToolReport>[] {
  const tools = [...registeredTools(project), ...lowLevelTools(project)];
  const uncovered = tools.filter(({ plan, receiver }) => plan.reason !== '' && isWrappable(receiver));
  const wrap =
    uncovered.length > 0
      ? wrapServers(
          uncovered.map(({ receiver }) => receiver),
          project,
        )
      : undefined;
  return inFileOrder(tools, project).map((tool) => report(tool, wrap, project));
}

function registeredTools(project: ToolProject): PlannedTool[] {
  const found = project.files.flatMap((file) => STYLES.flatMap((find) => find(file, project)));
  const schemas = new Set(found.flatMap(schemaExpression));
  return found.map((registration) => ({
    name: registration.name,
    node: registration.call,
    receiver: registration.receiver,
    plan: planRegistration(registration, project, schemas),
  }));
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

/** `withAccounts` takes servers of the official SDKs. */
function isWrappable(receiver: Node): boolean {
  return traceServer(receiver).verdict !== 'other';
}

function report(
  { name, node, receiver, plan }: PlannedTool,
  wrap: ServerWrap | undefined,
  project: ToolProject,
): Planned<ToolReport> {
  const place = { name, file: project.pathOf(node.getSourceFile()), line: node.getStartLineNumber() };
  if (plan.reason === '') {
    return { report: { ...place, verdict: plan.verdict, how: 'source', reason: '' }, edits: plan.edits };
  }
  if (!wrap || !isWrappable(receiver)) {
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
