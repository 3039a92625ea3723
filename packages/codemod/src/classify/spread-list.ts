import { type ArrayLiteralExpression, type CallExpression, Node } from 'ts-morph';
import { isReadOnlyBy } from '../project/exclusive-use.ts';
import type { ToolProject } from '../project/parse.ts';
import { resolveValue } from '../project/resolve-value.ts';

/**
 * The list in `server.tool(...TOOL)`, where it is as good as the arguments themselves: nothing else reads it, and no type says
 * how long it is.
 */
export function spreadList(call: CallExpression, project: ToolProject): ArrayLiteralExpression | undefined {
  const [only, ...more] = call.getArguments();
  if (!Node.isSpreadElement(only) || more.length > 0) return undefined;
  const list = resolveValue(only.getExpression());
  if (!Node.isArrayLiteralExpression(list) || isTyped(list)) return undefined;
  return isReadOnlyBy(list, new Set([only.getExpression()]), project) ? list : undefined;
}

/** `const TOOL: [string, Handler] = …`, `… satisfies ToolTuple`; `as const` takes the types from the list itself. */
function isTyped(list: Node): boolean {
  const around = list.getParent();
  if (Node.isVariableDeclaration(around)) return around.getTypeNode() !== undefined;
  if (Node.isAsExpression(around)) return around.getTypeNode()?.getText() !== 'const' || isTyped(around);
  return Node.isSatisfiesExpression(around);
}
