import { Node } from 'ts-morph';

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
