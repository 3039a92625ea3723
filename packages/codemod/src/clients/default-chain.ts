import { Node } from 'ts-morph';
import { unwrap } from '../project/resolve-value.ts';

/** One operand of `a ?? b ?? c` or `a || b || c`, and the operator beside it; none for a value that stands alone. */
export interface ChainOperand {
  readonly operand: Node;
  readonly operator: '??' | '||' | undefined;
}

/** The operands of a chain of defaults in the order they are tried, through parentheses. */
export function defaultChain(expression: Node, operator?: '??' | '||'): ChainOperand[] {
  const node = unwrap(expression);
  const own = Node.isBinaryExpression(node) ? node.getOperatorToken().getText() : undefined;
  if (!Node.isBinaryExpression(node) || (own !== '??' && own !== '||')) return [{ operand: expression, operator }];
  return [...defaultChain(node.getLeft(), own), ...defaultChain(node.getRight(), own)];
}
