import { type CallExpression, type NewExpression, Node, type SourceFile, SyntaxKind } from 'ts-morph';
import { findMethodCalls } from '../project/find-calls.ts';
import { type ClientClass, constructedClass, isDocumentClient } from './client-classes.ts';
import { isFunction } from './evaluated-nodes.ts';

/** An expression that makes an AWS client. */
export interface Construction {
  readonly expression: NewExpression | CallExpression;
  readonly made: ClientClass;
  /** The class as written: `S3Client`, `DynamoDBDocumentClient`. */
  readonly name: string;
  /** Clients made to make this one, such as the one a document client is made from; they are not wrapped themselves. */
  readonly inner: readonly Construction[];
}

/** The outermost client constructions of a file, in order. */
export function findConstructions(file: SourceFile): Construction[] {
  const all = [...newExpressions(file), ...documentClients(file)];
  all.sort((a, b) => a.expression.getStart() - b.expression.getStart());
  const expressions = new Map(all.map((construction) => [construction.expression as Node, construction]));
  const outer = new Map(all.map((construction) => [construction, enclosing(construction.expression, expressions)]));
  return all
    .filter((construction) => outer.get(construction) === undefined)
    .map((construction) => ({ ...construction, inner: all.filter((other) => outer.get(other) === construction) }));
}

function newExpressions(file: SourceFile): Construction[] {
  return file.getDescendantsOfKind(SyntaxKind.NewExpression).flatMap((expression) => {
    const callee = expression.getExpression();
    const made = constructedClass(callee);
    return made ? [{ expression, made, name: lastName(callee), inner: [] }] : [];
  });
}

function documentClients(file: SourceFile): Construction[] {
  return findMethodCalls(file, 'from').flatMap(({ call, receiver }) => {
    if (!isDocumentClient(receiver)) return [];
    return [{ expression: call, made: { kind: 'document-client' }, name: lastName(receiver), inner: [] }];
  });
}

function lastName(callee: Node): string {
  return Node.isPropertyAccessExpression(callee) ? callee.getName() : callee.getText();
}

/** The outermost construction around an expression that is evaluated together with it. */
function enclosing(expression: Node, constructions: ReadonlyMap<Node, Construction>): Construction | undefined {
  let outermost: Construction | undefined;
  for (const ancestor of expression.getAncestors()) {
    if (isFunction(ancestor)) return outermost;
    outermost = constructions.get(ancestor) ?? outermost;
  }
  return outermost;
}
