import { Node, type ObjectLiteralExpression } from 'ts-morph';
import { isZodNamespace } from '../classify/zod-module.ts';
import type { FunctionNode } from '../values/call.ts';
import { evaluate } from '../values/evaluate.ts';
import { isSameSource, type ParameterSource, parameterSource } from '../values/parameter-source.ts';
import { NO_SCOPE, type Scope } from '../values/value.ts';

/** Methods of a zod object after which all its fields are still there. */
const KEEPING = new Set([
  ...['extend', 'safeExtend', 'merge', 'augment', 'strict', 'strip', 'passthrough', 'loose', 'catchall'],
  ...['describe', 'meta', 'partial', 'readonly'],
]);

/**
 * The parameter that a function takes a schema from before it registers it, so that a field added there is a field of what is
 * registered: as it is, extended, as `z.object(shape)`, as `{ ...shape }`. Undefined where some field may get lost.
 */
export function schemaSource(
  expression: Node,
  owner: FunctionNode,
  scope: Scope = NO_SCOPE,
): ParameterSource | undefined {
  const value = evaluate(expression, scope);
  const { node } = value;
  if (Node.isConditionalExpression(node)) {
    return agreed([node.getWhenTrue(), node.getWhenFalse()], owner, value.scope);
  }
  if (Node.isBinaryExpression(node) && /^(?:\?\?|\|\|)$/.test(node.getOperatorToken().getText())) {
    return schemaSource(node.getLeft(), owner, value.scope);
  }
  if (Node.isPropertyAccessExpression(node) && node.getName() === 'shape') {
    return schemaSource(node.getExpression(), owner, value.scope);
  }
  if (Node.isObjectLiteralExpression(node)) return spreadSource(node, owner, value.scope);
  if (!Node.isCallExpression(node)) return parameterSource(node, value.scope, owner);
  const callee = node.getExpression();
  if (!Node.isPropertyAccessExpression(callee)) return undefined;
  const [shape] = node.getArguments();
  const isConstructor = /^(?:strict|loose)?[oO]bject$/.test(callee.getName()) && isZodNamespace(callee.getExpression());
  if (isConstructor) return shape && schemaSource(shape, owner, value.scope);
  return KEEPING.has(callee.getName()) ? schemaSource(callee.getExpression(), owner, value.scope) : undefined;
}

function agreed(branches: readonly Node[], owner: FunctionNode, scope: Scope): ParameterSource | undefined {
  const [first, ...rest] = branches.map((branch) => schemaSource(branch, owner, scope));
  return first && rest.every((source) => source && isSameSource(source, first)) ? first : undefined;
}

/** The one object that is spread first: what stands behind it may replace fields, and adds others. */
export function spreadSource(
  object: ObjectLiteralExpression,
  owner: FunctionNode,
  scope: Scope = NO_SCOPE,
): ParameterSource | undefined {
  const spreads = object.getProperties().filter(Node.isSpreadAssignment);
  const [only] = spreads;
  return only && spreads.length === 1 ? schemaSource(only.getExpression(), owner, scope) : undefined;
}
