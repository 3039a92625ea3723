import { Node, type SourceFile } from 'ts-morph';
import { isWrapped } from '../classify/handler.ts';
import { findMethodCalls, type MethodCall } from '../project/find-calls.ts';
import { findImportedCalls, isExport } from '../project/imported-calls.ts';
import { isInstanceOf } from '../project/library-instance.ts';
import { projectMentions } from '../project/mentions.ts';
import type { ToolProject } from '../project/parse.ts';
import { resolveValue } from '../project/resolve-value.ts';
import { type FoundRegistration, shortText } from './registration.ts';
import { definedTool } from './tool-definition.ts';

const SERVER = { module: /^tmcp$/, name: 'McpServer' };
const TOOL_MODULE = /^tmcp(?:\/tool)?$/;
const ANOTHER_LIBRARY = 'the server lists schemas of another library than zod';
const ZOD_ADAPTER = /['"]@tmcp\/adapter-zod(?:-v3)?['"]/;

/** `server.tool({ name, schema, … }, execute)` and `defineTool({ … }, execute)` of the `tmcp` package. */
export function findTmcpTools(file: SourceFile, project: ToolProject): FoundRegistration[] {
  if (!projectMentions(project, /tmcp/)) return [];
  const defined = findImportedCalls(file, TOOL_MODULE, 'defineTool');
  const found = [...defined, ...serverCalls(file, 'tool').filter(({ call }) => call.getArguments().length > 1)];
  const tools = found.map((each) => {
    const call = 'call' in each ? each.call : each;
    const [config, handler] = call.getArguments();
    return definedTool({ call, api: 'tmcp', config, schema: 'schema', handler });
  });
  return [...tools.map((tool) => withZodAdapter(tool, project)), ...handedOn(file)];
}

function serverCalls(file: SourceFile, method: string): MethodCall[] {
  return findMethodCalls(file, method).filter(({ receiver }) => isInstanceOf(receiver, SERVER));
}

/** What lists the schemas takes those of one library: beside others than zod, a tool cannot be given one of zod. */
function withZodAdapter(tool: FoundRegistration, project: ToolProject): FoundRegistration {
  if (tool.kind !== 'registration' || tool.schema.kind !== 'missing-property') return tool;
  if (projectMentions(project, ZOD_ADAPTER)) return tool;
  return { ...tool, schema: { kind: 'unreadable' as const, reason: ANOTHER_LIBRARY } };
}

/** `server.tool(tool)`, `server.tools([tool, …])`: those of `defineTool` are found where they are defined. */
function handedOn(file: SourceFile): FoundRegistration[] {
  const single = serverCalls(file, 'tool').filter(({ call }) => call.getArguments().length === 1);
  return [...single, ...serverCalls(file, 'tools')].flatMap(({ call, receiver }) => {
    const [given] = call.getArguments();
    const list = given && resolveValue(given);
    const tools = Node.isArrayLiteralExpression(list) ? list.getElements() : given ? [given] : [];
    const unknown = tools.filter((tool) => !isDefined(tool));
    const reason = 'it is not made by a defineTool that can be found';
    return unknown.map((tool) => ({
      ...({ kind: 'opaque-registration', call, receiver, api: 'tmcp', reason } as const),
      name: shortText(tool),
    }));
  });
}

function isDefined(tool: Node): boolean {
  const value = resolveValue(tool);
  if (!Node.isCallExpression(value)) return false;
  if (isExport(value.getExpression(), TOOL_MODULE, 'defineTool')) return true;
  const [wrapped] = isWrapped(value) ? value.getArguments() : [];
  return wrapped !== undefined && isDefined(wrapped);
}
