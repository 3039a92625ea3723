import { Node, SyntaxKind } from 'ts-morph';
import { stringValue } from '../project/resolve-value.ts';
import { functionOf, type ListedTool } from './listed-tools.ts';

/**
 * The tools that a tools/call handler tells apart by name: the labels of its switch, or what it compares the name with.
 * For servers whose list is made at run time.
 */
export function dispatchedTools(handler: Node): ListedTool[] {
  const body = functionOf(handler);
  if (!body) return [];
  const labels = body
    .getDescendantsOfKind(SyntaxKind.SwitchStatement)
    .filter((statement) => isToolName(statement.getExpression()))
    .flatMap((statement) => statement.getDescendantsOfKind(SyntaxKind.CaseClause))
    .map((clause) => clause.getExpression());
  return named([...labels, ...comparedNames(body)]);
}

function comparedNames(body: Node): Node[] {
  return body
    .getDescendantsOfKind(SyntaxKind.BinaryExpression)
    .filter((comparison) => /^===?$/.test(comparison.getOperatorToken().getText()))
    .flatMap((comparison) => {
      const [left, right] = [comparison.getLeft(), comparison.getRight()];
      return isToolName(left) ? [right] : isToolName(right) ? [left] : [];
    });
}

/** `name`, `toolName`, `request.params.name`. */
function isToolName(expression: Node): boolean {
  const name = Node.isPropertyAccessExpression(expression) ? expression.getName() : expression.getText();
  return /^(?:name|tool|toolName|tool_name)$/.test(name);
}

function named(nodes: readonly Node[]): ListedTool[] {
  const tools = nodes.flatMap((node) => {
    const name = stringValue(node);
    return name === undefined ? [] : [[name, { name, node }] as const];
  });
  return [...new Map(tools).values()];
}
