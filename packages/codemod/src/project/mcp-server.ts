import { type Expression, type NewExpression, Node, SyntaxKind } from 'ts-morph';
import { isHandlerServer } from './handler-callback.ts';
import { importedName } from './imported-name.ts';
import { declarationOf, nearestDeclaration, unwrap } from './resolve-value.ts';
import { resultsOf } from './results-of.ts';
import { isServerClass, isServerType } from './server-class.ts';

/** What is known of an expression that something is called on. */
export interface ServerTrace {
  /** `other` is proof against: a class of another library or of the project itself. */
  readonly verdict: 'mcp-server' | 'other' | 'unknown';
  /** Where the server is made, as far as it can be followed. */
  readonly constructions: readonly NewExpression[];
}

const MAX_DEPTH = 12;
const UNKNOWN: ServerTrace = { verdict: 'unknown', constructions: [] };
const OTHER: ServerTrace = { verdict: 'other', constructions: [] };
const PROVED: ServerTrace = { verdict: 'mcp-server', constructions: [] };

/**
 * Whether an expression is an MCP server of the official SDKs: by `new McpServer`, a type annotation, a class property, a
 * factory's result, or a wrapped form of these.
 */
export function traceServer(expression: Node, depth = 0): ServerTrace {
  const node = unwrap(expression);
  if (depth > MAX_DEPTH) return UNKNOWN;
  if (Node.isAwaitExpression(node)) return traceServer(node.getExpression(), depth + 1);
  if (Node.isNewExpression(node)) return traceConstruction(node);
  if (Node.isCallExpression(node)) return traceCall(node.getExpression(), node.getArguments()[0], depth);
  if (Node.isIdentifier(node)) return traceDeclaration(declarationOf(node), depth);
  if (Node.isThisExpression(node)) return isInServerClass(node) ? PROVED : UNKNOWN;
  if (!Node.isPropertyAccessExpression(node)) return UNKNOWN;
  const member = traceDeclaration(declarationOf(node.getNameNode()), depth);
  if (member.verdict !== 'unknown' || node.getName() !== 'server') return member;
  const owner = traceServer(node.getExpression(), depth + 1);
  return owner.verdict === 'mcp-server' ? owner : UNKNOWN;
}

/** `this.tool(…)` in a class that extends the SDK's. */
function isInServerClass(node: Node): boolean {
  const base = node.getFirstAncestorByKind(SyntaxKind.ClassDeclaration)?.getExtends()?.getExpression();
  return base !== undefined && isServerClass(base);
}

function traceConstruction(node: NewExpression): ServerTrace {
  if (isServerClass(node.getExpression())) return { verdict: 'mcp-server', constructions: [node] };
  return importedName(node.getExpression()) || declarationOf(node.getExpression()) ? OTHER : UNKNOWN;
}

/** `withAccounts(server)` and the like return what they are given; a project function returns what it returns. */
function traceCall(callee: Expression, argument: Node | undefined, depth: number): ServerTrace {
  const name = Node.isPropertyAccessExpression(callee) ? callee.getNameNode() : callee;
  if (argument && importedName(callee)?.name === 'withAccounts') return traceServer(argument, depth + 1);
  const declaration = declarationOf(name);
  const body = Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : declaration;
  return body && isFunction(body) ? traceResult(body, depth) : UNKNOWN;
}

type FunctionLike = Node & { getReturnTypeNode(): Node | undefined; getBody(): Node | undefined };

function isFunction(node: Node): node is FunctionLike {
  return (
    Node.isFunctionDeclaration(node) ||
    Node.isArrowFunction(node) ||
    Node.isFunctionExpression(node) ||
    Node.isMethodDeclaration(node)
  );
}

function traceResult(declaration: FunctionLike, depth: number): ServerTrace {
  const traced = merge(resultsOf(declaration).map((result) => traceServer(result, depth + 1)));
  if (traced.verdict === 'mcp-server') return traced;
  const type = declaration.getReturnTypeNode();
  return type && isServerType(type) ? PROVED : traced;
}

function traceDeclaration(declaration: Node | undefined, depth: number): ServerTrace {
  if (Node.isExportAssignment(declaration)) return traceServer(declaration.getExpression(), depth + 1);
  if (Node.isBinaryExpression(declaration)) return traceServer(declaration.getRight(), depth + 1);
  if (Node.isPropertyAssignment(declaration)) return traceServer(declaration.getInitializerOrThrow(), depth + 1);
  if (Node.isPropertyAccessExpression(declaration)) return merge(traceAssignments(declaration, depth));
  if (Node.isVariableDeclaration(declaration) || Node.isPropertyDeclaration(declaration)) {
    const initializer = declaration.getInitializer();
    const values = initializer ? [traceServer(initializer, depth + 1)] : traceAssignments(declaration, depth);
    return byType(declaration.getTypeNode(), merge(values));
  }
  if (Node.isParameterDeclaration(declaration))
    return byType(declaration.getTypeNode(), isHandlerServer(declaration) ? PROVED : UNKNOWN);
  return Node.isBindingElement(declaration) ? UNKNOWN : Node.isClassDeclaration(declaration) ? OTHER : UNKNOWN;
}

/** An annotation proves the receiver also where the value comes from somewhere else. */
function byType(type: Node | undefined, value: ServerTrace): ServerTrace {
  if (value.verdict === 'mcp-server' || !type) return value;
  return isServerType(type) ? PROVED : namesAnotherType(type) ? OTHER : value;
}

/** A class or interface of the project or of another package; `any` and structural types prove nothing. */
function namesAnotherType(type: Node): boolean {
  return Node.isTypeReference(type) && nearestDeclaration(type.getTypeName()) !== undefined;
}

/** What is assigned to a variable or member that is declared without a value. */
function traceAssignments(declaration: Node, depth: number): ServerTrace[] {
  const name = Node.hasName(declaration) ? declaration.getName() : undefined;
  if (name === undefined) return [];
  return declaration
    .getSourceFile()
    .getDescendantsOfKind(SyntaxKind.BinaryExpression)
    .filter((assignment) => assignment.getOperatorToken().getText().endsWith('='))
    .filter(
      (assignment) =>
        lastName(assignment.getLeft()) === name && declarationOf(nameNode(assignment.getLeft())) === declaration,
    )
    .map((assignment) => traceServer(assignment.getRight(), depth + 1));
}

function lastName(node: Node): string {
  return nameNode(node).getText();
}

function nameNode(node: Node): Node {
  return Node.isPropertyAccessExpression(node) ? node.getNameNode() : node;
}

function merge(traces: readonly ServerTrace[]): ServerTrace {
  const proved = traces.filter(({ verdict }) => verdict === 'mcp-server');
  if (proved.length > 0)
    return { verdict: 'mcp-server', constructions: proved.flatMap(({ constructions }) => constructions) };
  return traces.some(({ verdict }) => verdict === 'other') ? OTHER : UNKNOWN;
}
