import { type IfStatement, Node, type PropertyAccessExpression } from 'ts-morph';
import type { TextEdit } from '../types.ts';
import { evaluatedNodes, isFunction } from './find-nodes.ts';

/**
 * TypeScript forgets inside a factory what a check outside of it proved of a member (`if (!process.env.KEY) throw …`), so
 * such a member gets a `!`. Only below the configuration's own properties, all of which may be undefined.
 */
export function narrowingEdits(expression: Node): TextEdit[] {
  if (!/\.[cm]?tsx?$/.test(expression.getSourceFile().getFilePath())) return [];
  return evaluatedNodes(expression)
    .filter(Node.isPropertyAccessExpression)
    .filter((access) => isRequired(access, expression) && isChecked(access, expression))
    .map((access) => ({ start: access.getEnd(), end: access.getEnd(), text: '!' }));
}

/** The value of a property of an object inside the configuration, such as `credentials.accessKeyId`. */
function isRequired(access: PropertyAccessExpression, expression: Node): boolean {
  const property = access.getParent();
  if (!Node.isPropertyAssignment(property)) return false;
  const config = property.getParentOrThrow();
  const outer = config.getFirstAncestor(Node.isObjectLiteralExpression);
  return outer !== undefined && outer.getStart() > expression.getStart();
}

/** Whether a condition outside of the expression, around it or above it, speaks of the member. */
function isChecked(access: PropertyAccessExpression, expression: Node): boolean {
  const path = access.getText();
  for (let node = expression; node.getParent() && !isFunction(node); node = node.getParentOrThrow()) {
    if (conditionsAt(node).some((condition) => mentions(condition, path))) return true;
  }
  return false;
}

/** The conditions that hold where `node` runs: those of the statement around it, and of guards before it. */
function conditionsAt(node: Node): Node[] {
  const parent = node.getParentOrThrow();
  if (Node.isIfStatement(parent)) return node === parent.getExpression() ? [] : [parent.getExpression()];
  if (Node.isConditionalExpression(parent)) return node === parent.getCondition() ? [] : [parent.getCondition()];
  if (Node.isBinaryExpression(parent)) return node === parent.getRight() ? [parent.getLeft()] : [];
  if (!Node.isStatement(node)) return [];
  return node
    .getPreviousSiblings()
    .filter(Node.isIfStatement)
    .filter(isGuard)
    .map((guard) => guard.getExpression());
}

/** An `if` that leaves: whatever its last statement is, `process.exit()` included. */
function isGuard(statement: IfStatement): boolean {
  return /\b(?:throw|return|continue|break|exit)\b/.test(statement.getThenStatement().getText());
}

function mentions(condition: Node, path: string): boolean {
  return [condition, ...condition.getDescendants()].some((node) => node.getText() === path);
}
