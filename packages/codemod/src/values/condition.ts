import { Node } from 'ts-morph';
import { unwrap } from '../project/resolve-value.ts';
import { evaluate } from './evaluate.ts';
import type { Scope } from './value.ts';

/** What `typeof x === 'function'` comes to; undefined for every other condition, and where x is not known. */
export function truth(condition: Node, scope: Scope): boolean | undefined {
  const test = unwrap(condition);
  if (!Node.isBinaryExpression(test)) return undefined;
  const [operator, left, right] = [test.getOperatorToken().getText(), test.getLeft(), test.getRight()];
  if (!Node.isTypeOfExpression(left) || !/^[!=]==?$/.test(operator) || !/^['"]function['"]$/.test(right.getText()))
    return undefined;
  const isFunction = isFunctionValue(evaluate(left.getExpression(), scope).node);
  return isFunction === undefined ? undefined : isFunction === operator.startsWith('=');
}

function isFunctionValue(node: Node): boolean | undefined {
  if (Node.isParametered(node)) return true;
  const isObject =
    Node.isObjectLiteralExpression(node) || Node.isNewExpression(node) || Node.isArrayLiteralExpression(node);
  return isObject ? false : undefined;
}
