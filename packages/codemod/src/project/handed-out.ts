import { Node } from 'ts-morph';
import { findNames } from './find-calls.ts';
import type { ToolProject } from './parse.ts';
import { declarationOf, declarationOfUse } from './resolve-value.ts';

/**
 * Whether a value stands in an object that code outside of the project is given, `library.add({ inputSchema: Shape })`: that may
 * read it, and nothing in the project tells. Also through one constant that holds the object.
 */
export function isHandedOut(value: Node, project: ToolProject): boolean {
  const object = objectAround(value);
  if (object === value) return false;
  const holder = object.getParent();
  if (!Node.isVariableDeclaration(holder)) return isArgumentOfOthers(object);
  return project.files
    .flatMap((file) => findNames(file, holder.getName()))
    .filter((name) => declarationOfUse(name) === holder)
    .some((name) => isArgumentOfOthers(objectAround(name)));
}

/** The outermost object or list that a value is written into. */
function objectAround(value: Node): Node {
  const around = value.getParent();
  return around && isPartOfLiteral(value, around) ? objectAround(around) : value;
}

function isPartOfLiteral(value: Node, around: Node): boolean {
  if (Node.isPropertyAssignment(around)) return around.getInitializer() === value;
  return (
    Node.isShorthandPropertyAssignment(around) ||
    Node.isObjectLiteralExpression(around) ||
    Node.isArrayLiteralExpression(around) ||
    Node.isAsExpression(around) ||
    Node.isSatisfiesExpression(around) ||
    Node.isParenthesizedExpression(around) ||
    Node.isSpreadElement(around) ||
    Node.isSpreadAssignment(around)
  );
}

/** What functions of the project do with it can be seen there. */
function isArgumentOfOthers(value: Node): boolean {
  const call = value.getParent();
  if (!(Node.isCallExpression(call) || Node.isNewExpression(call)) || call.getExpression() === value) return false;
  const callee = call.getExpression();
  return !isOfProject(declarationOf(Node.isPropertyAccessExpression(callee) ? callee.getNameNode() : callee));
}

function isOfProject(declaration: Node | undefined): boolean {
  if (Node.isVariableDeclaration(declaration) || Node.isPropertyAssignment(declaration)) {
    return Node.isParametered(declaration.getInitializer());
  }
  return Node.isParametered(declaration) || Node.isClassDeclaration(declaration);
}
