import { Node } from 'ts-morph';
import { importedName } from './imported-name.ts';
import { declarationOf, nearestDeclaration } from './resolve-value.ts';

const SDK_MODULE = /^@modelcontextprotocol\/(?:sdk|server)(?:\/|$)/;
const SERVER_CLASSES = new Set(['McpServer', 'Server']);

/** True for `McpServer` and `Server` of the SDKs, and for project classes that extend them. */
export function isServerClass(name: Node): boolean {
  const imported = importedName(name);
  if (imported) return SDK_MODULE.test(imported.module) && SERVER_CLASSES.has(imported.name);
  const declaration = declarationOf(name);
  const base = Node.isClassDeclaration(declaration) ? declaration.getExtends()?.getExpression() : undefined;
  return base !== undefined && isServerClass(base);
}

/** `McpServer`, `sdk.McpServer`, `McpServer | undefined`, `Promise<McpServer>`; type-only imports prove as well as others. */
export function isServerType(type: Node): boolean {
  const known = serverTypes.get(type) ?? namesServer(type);
  serverTypes.set(type, known);
  return known;
}

/** One annotation decides for all tools that are registered with what it describes. */
const serverTypes = new WeakMap<Node, boolean>();

function namesServer(type: Node): boolean {
  return /\b(?:McpServer|Server)\b/.test(type.getText()) && [type, ...type.getDescendants()].some(isServerTypeName);
}

export function isServerTypeName(node: Node): boolean {
  if (!Node.isIdentifier(node)) return false;
  const declaration = nearestDeclaration(node);
  if (!Node.isImportSpecifier(declaration)) return isServerClass(node) || isNamespaceMember(node);
  const module = declaration.getImportDeclaration().getModuleSpecifierValue();
  return SDK_MODULE.test(module) && SERVER_CLASSES.has(declaration.getName());
}

function isNamespaceMember(node: Node): boolean {
  const parent = node.getParent();
  return Node.isQualifiedName(parent) && parent.getRight() === node && isServerClass(parent);
}
