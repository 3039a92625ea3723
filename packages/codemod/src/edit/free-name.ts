import { Node, SyntaxKind } from 'ts-morph';

/**
 * The first of `candidates` that no identifier of `scope` uses, so that declaring it there neither collides with a
 * declaration nor shadows an outer one; the last candidate with a number when all are taken. Identifiers that `ignores`
 * accepts do not count.
 */
export function freeName(
  scope: Node,
  candidates: readonly [string, ...string[]],
  ignores: (identifier: Node) => boolean = () => false,
): string {
  const free = candidates.find((name) => !usesName(scope, name, ignores));
  for (let number = 2; free === undefined; number += 1) {
    const numbered = `${candidates.at(-1)}${number}`;
    if (!usesName(scope, numbered, ignores)) return numbered;
  }
  return free;
}

/** The text is searched first because walking a file costs a hundred times as much, and hardly any file has the name. */
function usesName(scope: Node, name: string, ignores: (identifier: Node) => boolean): boolean {
  if (!scope.getFullText().includes(name)) return false;
  return scope
    .getDescendantsOfKind(SyntaxKind.Identifier)
    .some((node) => node.getText() === name && !isMemberName(node) && !ignores(node));
}

/** `x.name` and `{ name: x }` live in the object's name space, not in the scope's. */
function isMemberName(node: Node): boolean {
  const parent = node.getParentOrThrow();
  if (Node.isPropertyAccessExpression(parent) || Node.isQualifiedName(parent))
    return parent.getStart() !== node.getStart();
  if (Node.isBindingElement(parent)) return parent.getPropertyNameNode() === node;
  if (Node.isImportSpecifier(parent)) return parent.getAliasNode() !== undefined && parent.getAliasNode() !== node;
  return isMemberDeclaration(parent) && parent.getNameNode() === node;
}

function isMemberDeclaration(node: Node): node is Node & { getNameNode(): Node } {
  return (
    Node.isPropertyAssignment(node) ||
    Node.isMethodDeclaration(node) ||
    Node.isMethodSignature(node) ||
    Node.isPropertyDeclaration(node) ||
    Node.isPropertySignature(node)
  );
}
