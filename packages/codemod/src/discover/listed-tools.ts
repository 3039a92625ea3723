import { Node, type ObjectLiteralExpression, SyntaxKind } from 'ts-morph';
import { findNames } from '../project/find-calls.ts';
import { declarationOf, propertyValue, resolveValue, stringValue, unwrap } from '../project/resolve-value.ts';
import { resultsOf } from '../project/results-of.ts';

/** A tool of a low-level server, where its name stands. */
export interface ListedTool {
  readonly name: string;
  readonly node: Node;
}

const MAX_DEPTH = 8;

/**
 * The tools that a tools/list handler returns: literals, constants, arrays that are pushed to or spread together, also from
 * other project files. A tool whose definition cannot be followed is missing here; the call handler may still name it.
 */
export function listedTools(handler: Node): ListedTool[] {
  const body = functionOf(handler);
  if (!body) return [];
  const results = resultsOf(body).map((result) => resolveValue(result));
  const tools = results.flatMap((result) =>
    Node.isObjectLiteralExpression(result) ? (propertyValue(result, 'tools') ?? []) : [],
  );
  return distinct(tools.flatMap((list) => toolsIn(list, 0)));
}

/** The function an expression denotes: in place, by name, bound, or given to a wrapper. */
export function functionOf(expression: Node): Node | undefined {
  const value = resolveValue(expression);
  if (Node.isParametered(value)) return value;
  if (Node.isCallExpression(value)) {
    const callee = value.getExpression();
    const isBound = Node.isPropertyAccessExpression(callee) && callee.getName() === 'bind';
    const inner = isBound ? callee.getExpression() : value.getArguments()[0];
    return inner && functionOf(inner);
  }
  const declaration = declarationOf(Node.isPropertyAccessExpression(value) ? value.getNameNode() : value);
  return Node.isParametered(declaration) ? declaration : undefined;
}

function toolsIn(list: Node, depth: number): ListedTool[] {
  if (depth > MAX_DEPTH) return [];
  const value = resolveValue(list);
  if (Node.isArrayLiteralExpression(value))
    return [...value.getElements().flatMap((element) => toolOf(element, depth)), ...pushedTo(value, depth)];
  if (Node.isConditionalExpression(value))
    return [value.getWhenTrue(), value.getWhenFalse()].flatMap((branch) => toolsIn(branch, depth + 1));
  if (Node.isAwaitExpression(value)) return toolsIn(value.getExpression(), depth + 1);
  if (Node.isCallExpression(value)) return toolsFromCall(value, depth);
  const variable = Node.isIdentifier(value) ? declarationOf(value) : undefined;
  const initializer = Node.isVariableDeclaration(variable) ? variable.getInitializer() : undefined;
  return initializer ? toolsIn(initializer, depth + 1) : [];
}

/** `tools.map(…)`, `.filter(…)`, `.concat(more)`, `Object.values(tools)`, `listTools()`. */
function toolsFromCall(call: Node, depth: number): ListedTool[] {
  if (!Node.isCallExpression(call)) return [];
  const callee = call.getExpression();
  if (callee.getText() === 'Object.values') return valuesOf(call.getArguments()[0], depth);
  if (
    Node.isPropertyAccessExpression(callee) &&
    ['map', 'filter', 'flat', 'slice', 'sort', 'concat'].includes(callee.getName())
  ) {
    const added = callee.getName() === 'concat' ? call.getArguments().flatMap((more) => toolsIn(more, depth + 1)) : [];
    return [...toolsIn(callee.getExpression(), depth + 1), ...added];
  }
  const declaration = functionOf(callee);
  const returned = declaration ? resultsOf(declaration).flatMap((result) => toolsIn(result, depth + 1)) : [];
  // A function that filters a list is given the list.
  return returned.length > 0 ? returned : call.getArguments().flatMap((argument) => toolsIn(argument, depth + 1));
}

function valuesOf(object: Node | undefined, depth: number): ListedTool[] {
  const literal = object && resolveValue(object);
  if (!Node.isObjectLiteralExpression(literal)) return [];
  return literal.getProperties().flatMap((property) => {
    const value = Node.isSpreadAssignment(property) ? undefined : propertyValue(literal, property.getName());
    return value ? toolOf(value, depth) : [];
  });
}

/** An element of the list: a definition, a spread of more, or the parts of a definition spread together. */
function toolOf(element: Node, depth: number): ListedTool[] {
  if (Node.isSpreadElement(element)) return toolsIn(element.getExpression(), depth + 1);
  const definition = resolveValue(element);
  if (Node.isConditionalExpression(definition)) return toolsIn(definition, depth + 1);
  if (!Node.isObjectLiteralExpression(definition)) return [];
  const name = nameIn(definition);
  const text = name && stringValue(name);
  return name && text !== undefined ? [{ name: text, node: name }] : [];
}

function nameIn(definition: ObjectLiteralExpression): Node | undefined {
  const own = propertyValue(definition, 'name');
  if (own) return own;
  const spread = definition.getProperties().find(Node.isSpreadAssignment);
  const source = spread && resolveValue(spread.getExpression());
  return Node.isObjectLiteralExpression(source) ? nameIn(source) : undefined;
}

/** `const tools = [ … ]; if (ALLOW_WRITE) tools.push({ … });` */
function pushedTo(list: Node, depth: number): ListedTool[] {
  const variable = list.getFirstAncestorByKind(SyntaxKind.VariableDeclaration);
  if (!variable || resolveInitializer(variable) !== list) return [];
  return findNames(variable.getSourceFile(), variable.getName()).flatMap((name) => {
    const access = name.getParent();
    const call = access?.getParent();
    if (!Node.isPropertyAccessExpression(access) || !Node.isCallExpression(call)) return [];
    if (!['push', 'unshift'].includes(access.getName()) || declarationOf(name) !== variable) return [];
    return call.getArguments().flatMap((argument) => toolOf(argument, depth));
  });
}

function resolveInitializer(variable: Node): Node | undefined {
  const initializer = Node.isVariableDeclaration(variable) ? variable.getInitializer() : undefined;
  return initializer && unwrap(initializer);
}

function distinct(tools: readonly ListedTool[]): ListedTool[] {
  return [...new Map(tools.map((tool) => [tool.name, tool])).values()];
}
