import { Node } from 'ts-morph';
import type { TextEdit } from '../types.ts';

/**
 * Puts text around an expression and leaves the expression as it is. The closing text replaces the expression's last
 * character together with itself: two equal insertions at one offset would count as one edit.
 */
export function wrapExpression(expression: Node, before: string, after: string): TextEdit[] {
  const [start, end] = [expression.getStart(), expression.getEnd()];
  const last = expression
    .getSourceFile()
    .getFullText()
    .slice(end - 1, end);
  // `{ name }` is a name and no expression; only `{ name: … }` has room for one.
  const property = Node.isShorthandPropertyAssignment(expression.getParent()) ? `${expression.getText()}: ` : '';
  return [
    { start, end: start, text: property + before },
    { start: end - 1, end, text: last + after },
  ];
}

/** `expression.method(…)`; in parentheses where the call would else be of its last part alone. */
export function callMethodOn(expression: Node, call: string): TextEdit[] {
  const isWhole =
    Node.isIdentifier(expression) ||
    Node.isPropertyAccessExpression(expression) ||
    Node.isElementAccessExpression(expression) ||
    Node.isCallExpression(expression) ||
    Node.isParenthesizedExpression(expression) ||
    Node.isNonNullExpression(expression);
  return isWhole ? wrapExpression(expression, '', `.${call}`) : wrapExpression(expression, '(', `).${call}`);
}
