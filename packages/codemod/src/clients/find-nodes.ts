import { type CallExpression, type NewExpression, Node, type SourceFile, SyntaxKind } from 'ts-morph';

/** The `new` expressions and calls of a file, in order. */
export function findCalls(file: SourceFile): (NewExpression | CallExpression)[] {
  return [
    ...file.getDescendantsOfKind(SyntaxKind.NewExpression),
    ...file.getDescendantsOfKind(SyntaxKind.CallExpression),
  ].sort((a, b) => a.getStart() - b.getStart());
}

/** Whether a node starts a function of its own, so that code in it runs at another time than the code around it. */
export function isFunction(node: Node): boolean {
  return Node.isFunctionLikeDeclaration(node) || Node.isFunctionExpression(node) || Node.isArrowFunction(node);
}

/** The nodes that run when `root` is evaluated: functions inside it run later, or never. */
export function evaluatedNodes(root: Node): Node[] {
  const nodes: Node[] = [root];
  root.forEachDescendant((node, traversal) => {
    if (isFunction(node)) traversal.skip();
    else nodes.push(node);
  });
  return nodes;
}
