import type { Node, ts } from 'ts-morph';

/** What ts-morph keeps to itself: the one way to its node for a node of the compiler that is known already. */
interface WithFactory {
  _getNodeFromCompilerNode(node: ts.Node): Node;
}

/**
 * ts-morph's node for a node of the compiler in the same file. Its public ways there start from a position and make the
 * tokens of everything on the path, which cost more than parsing did.
 */
export function wrappedNode(file: Node, node: ts.Node): Node {
  return (file as unknown as WithFactory)._getNodeFromCompilerNode(node);
}
