import { type CallExpression, Node, type PropertyAccessExpression, type SourceFile, ts } from 'ts-morph';
import { wrappedNode } from './wrapped-node.ts';

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
    const node = identifierAt(file.compilerNode, index);
    if (node?.text === name) found.push(wrappedNode(file, node));
  }
  return found;
}

function identifierAt(file: ts.SourceFile, start: number): ts.Identifier | undefined {
  let node: ts.Node | undefined = file;
  while (node && !ts.isIdentifier(node)) {
    node = ts.forEachChild(node, (child) => (child.pos <= start && start < child.end ? child : undefined));
  }
  return node?.getStart(file) === start ? node : undefined;
}

function calledAs(access: PropertyAccessExpression): CallExpression | undefined {
  const parent = access.getParent();
  return Node.isCallExpression(parent) && parent.getExpression() === access ? parent : undefined;
}
