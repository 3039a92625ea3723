import type { Node } from 'ts-morph';
import { isWrapped } from '../classify/handler.ts';
import { dispatchedTools } from '../discover/dispatched-tools.ts';
import { type ListedTool, listedTools } from '../discover/listed-tools.ts';
import type { LowLevelServer, RequestHandler } from '../discover/low-level-handlers.ts';
import { wrapInLibraryCall } from '../edit/wrap-handler.ts';
import type { ToolProject } from '../project/parse.ts';
import type { FileEdit, LibraryImport } from '../types.ts';
import type { ToolPlan } from './tool-plan.ts';

/** A low-level server's tools, with the one plan that all of them share. */
export interface LowLevelPlan extends ToolPlan {
  readonly tools: readonly ListedTool[];
  readonly receiver: Node;
}

const WRAPPERS: Readonly<Record<RequestHandler['method'], LibraryImport>> = {
  'tools/list': 'withTargetAccountId',
  'tools/call': 'withAccountContext',
};

/**
 * Wraps both handlers of a low-level server: one wrapper adds the parameter to every tool listed, the other runs every
 * call. Half a server is left alone, because a parameter that nothing reads would run the call in the wrong account.
 */
export function planLowLevel({ list, call }: LowLevelServer, project: ToolProject): LowLevelPlan | undefined {
  const handlers = [list, call].filter((handler) => handler !== undefined);
  const [first] = handlers;
  if (!first) return undefined;
  const shared = { tools: toolsOf(list, call, first), receiver: first.receiver };
  if (!list || !call) {
    const reason = `no ${list ? 'tools/call' : 'tools/list'} handler of the same server was found`;
    return { ...shared, verdict: 'low-level', reason, edits: [] };
  }
  const edits = handlers
    .filter((handler) => !isWrapped(handler.handler, WRAPPERS[handler.method]))
    .map((handler) => wrap(handler, project));
  return { ...shared, verdict: edits.length === 0 ? 'already-done' : 'low-level', reason: '', edits };
}

/** A server whose tools are only known at run time still gets its line in the report. */
function toolsOf(
  list: RequestHandler | undefined,
  call: RequestHandler | undefined,
  first: RequestHandler,
): ListedTool[] {
  const listed = list ? listedTools(list.handler) : [];
  const tools = listed.length > 0 || !call ? listed : dispatchedTools(call.handler);
  return tools.length > 0 ? [...tools] : [{ name: `${first.method} (tools known at run time)`, node: first.call }];
}

function wrap({ handler, method }: RequestHandler, project: ToolProject): FileEdit {
  const wrapper = WRAPPERS[method];
  return {
    path: project.pathOf(handler.getSourceFile()),
    edits: wrapInLibraryCall(handler, wrapper),
    imports: [wrapper],
  };
}
