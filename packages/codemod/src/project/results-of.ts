import { Node, SyntaxKind } from 'ts-morph';

/** What a function may return: its own `return`s, as those of functions inside it are theirs, or an arrow function's body. */
export function resultsOf(made: Node): Node[] {
  const body = Node.isBodyable(made) || Node.isBodied(made) ? made.getBody() : undefined;
  if (!body) return [];
  if (!Node.isBlock(body)) return [body];
  return body
    .getDescendantsOfKind(SyntaxKind.ReturnStatement)
    .filter((statement) => statement.getFirstAncestor(Node.isParametered) === made)
    .flatMap((statement) => statement.getExpression() ?? []);
}
