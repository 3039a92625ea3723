import { type CallExpression, Node, type PropertyAccessExpression, type SourceFile } from 'ts-morph';

/** `receiver.method(…)`. */
export interface MethodCall {
  readonly call: CallExpression;
  readonly receiver: Node;
}

/**
 * The calls of a method in a file, in order. Searches the text first: walking every node of every file would cost more
 * than all the rest of a run.
 */
export function findMethodCalls(file: SourceFile, method: string): MethodCall[] {
  return findNames(file, method).flatMap((name) => {
    const access = name.getParent();
    if (!Node.isPropertyAccessExpression(access) || access.getNameNode() !== name) return [];
    const call = calledAs(access);
    return call ? [{ call, receiver: access.getExpression() }] : [];
  });
}

/** Every identifier of a file that is spelled `name`, in order; text in strings and comments does not count. */
export function findNames(file: SourceFile, name: string): Node[] {
  const found: Node[] = [];
  const text = file.getFullText();
  for (let index = text.indexOf(name); index >= 0; index = text.indexOf(name, index + name.length)) {
    const node = file.getDescendantAtPos(index);
    if (Node.isIdentifier(node) && node.getStart() === index && node.getText() === name) found.push(node);
  }
  return found;
}

function calledAs(access: PropertyAccessExpression): CallExpression | undefined {
  const parent = access.getParent();
  return Node.isCallExpression(parent) && parent.getExpression() === access ? parent : undefined;
}
