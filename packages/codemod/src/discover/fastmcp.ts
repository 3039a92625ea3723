import { type CallExpression, Node, type ObjectLiteralExpression, type SourceFile } from 'ts-morph';
import { findMethodCalls } from '../project/find-calls.ts';
import { importedName } from '../project/imported-name.ts';
import { declarationOf, propertyValue, resolveValue, stringValue } from '../project/resolve-value.ts';
import { type FoundRegistration, namedBy, type SchemaSlot, shortText } from './registration.ts';

const SCHEMA = 'parameters';

/** `server.addTool({ name, parameters, execute })` and `server.addTools([…])` of the `fastmcp` package. */
export function findFastMcpTools(file: SourceFile): FoundRegistration[] {
  const single = findMethodCalls(file, 'addTool').flatMap(({ call, receiver }) => {
    const [tool] = call.getArguments();
    return tool && isFastMcp(receiver) ? [takeApart(tool, call, receiver)] : [];
  });
  const several = findMethodCalls(file, 'addTools').flatMap(({ call, receiver }) => {
    const [list] = call.getArguments();
    if (!list || !isFastMcp(receiver)) return [];
    const tools = Node.isArrayLiteralExpression(list) ? list.getElements() : [list];
    return oneTypeForAll(tools.map((tool) => takeApart(tool, call, receiver)));
  });
  return [...single, ...several];
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

/** A server of the package: made by `new FastMCP`, here or in another file, or a parameter of that type. */
function isFastMcp(receiver: Node): boolean {
  const value = resolveValue(receiver);
  if (Node.isNewExpression(value)) return isFastMcpClass(value.getExpression());
  const declaration = declarationOf(Node.isPropertyAccessExpression(value) ? value.getNameNode() : value);
  if (Node.isPropertyDeclaration(declaration)) {
    const initial = declaration.getInitializer();
    if (Node.isNewExpression(initial)) return isFastMcpClass(initial.getExpression());
  }
  const isTyped = Node.isParameterDeclaration(declaration) || Node.isPropertyDeclaration(declaration);
  const type = isTyped ? declaration.getTypeNode() : undefined;
  return Node.isTypeReference(type) && /^FastMCP\b/.test(type.getText()) && importsFastMcp(type.getSourceFile());
}

function isFastMcpClass(name: Node): boolean {
  const imported = importedName(name);
  return imported?.module === 'fastmcp' && imported.name === 'FastMCP';
}

/** A type-only import proves a parameter's type as well as any. */
function importsFastMcp(file: SourceFile): boolean {
  return file.getImportDeclaration('fastmcp') !== undefined;
}

function takeApart(tool: Node, call: CallExpression, receiver: Node): FoundRegistration {
  if (!Node.isObjectLiteralExpression(tool)) return opaque(tool, call, receiver, 'the tool is not written in the call');
  const name = propertyValue(tool, 'name');
  const handler = propertyValue(tool, 'execute');
  if (!name || !handler)
    return opaque(name ?? tool, call, receiver, 'its name or its execute come from another object');
  if (Node.isMethodDeclaration(handler)) {
    return opaque(name, call, receiver, 'execute is a method: write it as a property, execute: async (args) => …');
  }
  return {
    kind: 'registration',
    ...namedBy(name),
    call,
    receiver,
    generation: 'fastmcp',
    schema: schemaSlot(tool),
    handler,
  };
}

function opaque(named: Node, call: CallExpression, receiver: Node, reason: string): FoundRegistration {
  return { kind: 'opaque-registration', name: stringValue(named) ?? shortText(named), call, receiver, reason };
}

function schemaSlot(tool: ObjectLiteralExpression): SchemaSlot {
  const expression = propertyValue(tool, SCHEMA);
  if (expression) return { kind: 'present', expression, accepts: 'any-schema' };
  if (tool.getProperties().some(Node.isSpreadAssignment)) {
    return { kind: 'unreadable', reason: 'the tool may take its parameters from another object' };
  }
  return { kind: 'missing-property', config: tool, property: SCHEMA };
}
