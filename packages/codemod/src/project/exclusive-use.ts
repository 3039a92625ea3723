import { Node } from 'ts-morph';
import { findNames } from './find-calls.ts';
import { isHandedOut } from './handed-out.ts';
import type { ToolProject } from './parse.ts';
import { resolveValue, unwrap } from './resolve-value.ts';

/**
 * Whether everything that reads `value` is one of `readers`: then changing it where it is declared changes nothing else.
 * Imports, exports, type queries and constant objects that pass it on are followed; a read that cannot be followed counts as
 * another reader, and so does a file that was not parsed and contains the name.
 */
export function isReadOnlyBy(value: Node, readers: ReadonlySet<Node>, project: ToolProject): boolean {
  const names = new Set(holderNames(outermost(value), value, project));
  if (names.size === 0) return false;
  for (const name of names) {
    if (project.unparsed.some(({ text }) => containsName(text, name))) return false;
    for (const occurrence of project.files.flatMap((file) => findNames(file, name))) {
      const use = judge(occurrence, value, readers, project);
      if (use === 'reads') return false;
      if (use !== 'unrelated') for (const alias of use.passedOnAs) names.add(alias);
    }
  }
  return true;
}

type Use = 'reads' | 'unrelated' | { readonly passedOnAs: readonly string[] };

function judge(name: Node, value: Node, readers: ReadonlySet<Node>, project: ToolProject): Use {
  const alias = aliasOf(name);
  if (alias) return { passedOnAs: [alias] };
  if (isDeclaredName(name)) return 'unrelated';
  const use = outermost(accessEndingIn(name));
  const target = resolveValue(use);
  if (target !== value) return mayLeadTo(target) && !readers.has(use) && isMemberName(name) ? 'reads' : 'unrelated';
  if (readers.has(use) || isTypeQuery(use) || isAssignedTo(use)) return 'unrelated';
  const holders = isHandedOut(use, project) ? [] : holderNames(use, value, project);
  return holders.length === 0 ? 'reads' : { passedOnAs: holders };
}

/** The constant, property or default imports that an expression is the value of. */
function holderNames(expression: Node, value: Node, project: ToolProject): string[] {
  const parent = expression.getParent();
  if (Node.isShorthandPropertyAssignment(parent)) return [parent.getName()];
  if (Node.isExportAssignment(parent)) return defaultImportNames(value, project);
  if (Node.isBinaryExpression(parent) && parent.getRight() === expression) return exportedName(parent.getLeft());
  const isNamed = Node.isVariableDeclaration(parent) || Node.isPropertyAssignment(parent);
  return isNamed && isPlainName(parent.getNameNode()) ? [parent.getName().replace(/^['"]|['"]$/g, '')] : [];
}

/** `exports.Shape = Shape`; what is assigned to anything else may be read anywhere. */
function exportedName(target: Node): string[] {
  const isExport =
    Node.isPropertyAccessExpression(target) && /^(?:module\.)?exports$/.test(target.getExpression().getText());
  return isExport ? [target.getName()] : [];
}

/** Every file chooses its own name for a default import. */
function defaultImportNames(value: Node, project: ToolProject): string[] {
  return project.files
    .flatMap((file) => file.getImportDeclarations().flatMap((statement) => statement.getDefaultImport() ?? []))
    .filter((name) => resolveValue(name) === value)
    .map((name) => name.getText());
}

/** `import { Shape as S }`, `export { Shape as S }`, `const { Shape: S }`: from here on the value is also called S. */
function aliasOf(name: Node): string | undefined {
  const parent = name.getParent();
  if (Node.isImportSpecifier(parent) || Node.isExportSpecifier(parent)) {
    return (parent.getAliasNode() ?? parent.getNameNode()).getText();
  }
  return Node.isBindingElement(parent) && parent.getPropertyNameNode() === name ? parent.getName() : undefined;
}

function isDeclaredName(name: Node): boolean {
  const parent = name.getParent();
  if (Node.isImportClause(parent) || Node.isNamespaceImport(parent)) return true;
  if (Node.isShorthandPropertyAssignment(parent)) return false;
  return (
    parent !== undefined &&
    'getNameNode' in parent &&
    !Node.isPropertyAccessExpression(parent) &&
    nameNodeOf(parent) === name
  );
}

function nameNodeOf(node: Node): Node | undefined {
  return (node as Node & { getNameNode(): Node | undefined }).getNameNode();
}

/** `tool.schema` for the name `schema`; the name itself where it stands alone. */
function accessEndingIn(name: Node): Node {
  const parent = name.getParent();
  return Node.isPropertyAccessExpression(parent) && parent.getNameNode() === name ? parent : name;
}

function outermost(expression: Node): Node {
  const parent = expression.getParent();
  return parent !== undefined && parent !== unwrap(parent) && unwrap(parent) === unwrap(expression)
    ? outermost(parent)
    : expression;
}

/** A value that could not be followed to its definition may be any object, ours included. */
function mayLeadTo(target: Node): boolean {
  return Node.isPropertyAccessExpression(target) || Node.isElementAccessExpression(target);
}

function isMemberName(name: Node): boolean {
  return Node.isPropertyAccessExpression(name.getParent());
}

/** `typeof Shape` in a type: one more optional field there changes nothing that compiles. */
function isTypeQuery(use: Node): boolean {
  const parent = use.getParent();
  return Node.isQualifiedName(parent) ? isTypeQuery(parent) : Node.isTypeQuery(parent);
}

function isAssignedTo(use: Node): boolean {
  const parent = use.getParent();
  return Node.isBinaryExpression(parent) && parent.getLeft() === use && parent.getOperatorToken().getText() === '=';
}

function isPlainName(node: Node): boolean {
  return Node.isIdentifier(node) || Node.isStringLiteral(node);
}

function containsName(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text);
}
