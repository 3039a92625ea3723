import { Node, type ObjectLiteralExpression, type SourceFile } from 'ts-morph';
import { traceFastMcp } from '../project/fastmcp-server.ts';
import { findMethodCalls, type MethodCall } from '../project/find-calls.ts';
import type { ToolProject } from '../project/parse.ts';
import { propertyValue, resolveValue, stringValue } from '../project/resolve-value.ts';
import { type FoundRegistration, namedBy, type SchemaSlot, shortText } from './registration.ts';

const SCHEMA = 'parameters';

/** `server.addTool({ name, parameters, execute })` and `server.addTools([…])` of the `fastmcp` package. */
export function findFastMcpTools(file: SourceFile, project: ToolProject): FoundRegistration[] {
  const single = registrations('addTool', file, project).flatMap((found) => {
    const [tool] = found.call.getArguments();
    return tool ? [takeApart(tool, found)] : [];
  });
  const several = registrations('addTools', file, project).flatMap((found) => {
    const [list] = found.call.getArguments();
    const literal = list && resolveValue(list);
    const tools = Node.isArrayLiteralExpression(literal) ? literal.getElements() : list ? [list] : [];
    return oneTypeForAll(tools.map((tool) => takeApart(tool, found)));
  });
  return [...single, ...several];
}

/** A call on a server of the package, and which of its servers that is. */
interface FastMcpCall extends MethodCall {
  readonly api: 'fastmcp' | 'fastmcp-edge';
}

function registrations(method: string, file: SourceFile, project: ToolProject): FastMcpCall[] {
  return findMethodCalls(file, method).flatMap(({ call, receiver }) => {
    const trace = traceFastMcp(receiver, project);
    return trace ? [{ call, receiver, api: trace.kind === 'edge' ? 'fastmcp-edge' : 'fastmcp' }] : [];
  });
}

/** A list has one type for all its tools: beside a tool with a schema, one without cannot be given its own. */
function oneTypeForAll(tools: readonly FoundRegistration[]): FoundRegistration[] {
  const hasSchema = tools.some((tool) => tool.kind === 'registration' && tool.schema.kind === 'present');
  const reason = 'the other tools of the list decide its type: register it on its own';
  return tools.map((tool) =>
    hasSchema && tool.kind === 'registration' && tool.schema.kind === 'missing-property'
      ? { ...tool, schema: { kind: 'unreadable' as const, reason } }
      : tool,
  );
}

function takeApart(given: Node, found: FastMcpCall): FoundRegistration {
  const tool = untypedConstant(given);
  if (!Node.isObjectLiteralExpression(tool)) return opaque(given, found, 'the tool is not written in the call');
  const name = propertyValue(tool, 'name');
  const handler = propertyValue(tool, 'execute');
  if (!name || !handler) return opaque(name ?? given, found, 'its name or its execute come from another object');
  if (Node.isMethodDeclaration(handler)) {
    return opaque(name, found, 'execute is a method: write it as a property, execute: async (args) => …');
  }
  const elsewhere = tool !== given && { list: tool };
  return { kind: 'registration', ...namedBy(name), ...found, ...elsewhere, schema: schemaSlot(tool), handler };
}

/** `const TOOL = { … }` is as good as the object in the call; a type of its own may not take one more field. */
function untypedConstant(tool: Node): Node {
  const value = resolveValue(tool);
  const holder = value.getParent();
  return Node.isVariableDeclaration(holder) && holder.getTypeNode() !== undefined ? tool : value;
}

function opaque(named: Node, found: FastMcpCall, reason: string): FoundRegistration {
  return { kind: 'opaque-registration', name: stringValue(named) ?? shortText(named), ...found, reason };
}

function schemaSlot(tool: ObjectLiteralExpression): SchemaSlot {
  const expression = propertyValue(tool, SCHEMA);
  if (expression) return { kind: 'present', expression, accepts: 'any-schema' };
  if (tool.getProperties().some(Node.isSpreadAssignment)) {
    return { kind: 'unreadable', reason: 'the tool may take its parameters from another object' };
  }
  return { kind: 'missing-property', config: tool, property: SCHEMA };
}
