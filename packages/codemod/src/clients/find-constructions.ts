import { type CallExpression, type NewExpression, Node, type SourceFile } from 'ts-morph';
import { type ClientClass, constructedClass, isDocumentClientFactory } from './client-classes.ts';
import { findCalls, isFunction } from './find-nodes.ts';

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
  if (!/\bnew\b|\.from\b/.test(file.getFullText())) return [];
  const all = findCalls(file).flatMap((expression) => constructionAt(expression) ?? []);
  const expressions = new Map(all.map((construction) => [construction.expression as Node, construction]));
  const outer = new Map(all.map((construction) => [construction, enclosing(construction.expression, expressions)]));
  return all
    .filter((construction) => outer.get(construction) === undefined)
    .map((construction) => ({ ...construction, inner: all.filter((other) => outer.get(other) === construction) }));
}

function constructionAt(expression: NewExpression | CallExpression): Construction | undefined {
  const callee = expression.getExpression();
  if (Node.isNewExpression(expression)) {
    const made = constructedClass(callee);
    return made && { expression, made, name: lastName(callee), inner: [] };
  }
  if (!Node.isPropertyAccessExpression(callee) || !isDocumentClientFactory(callee)) return undefined;
  return { expression, made: { kind: 'document-client' }, name: lastName(callee.getExpression()), inner: [] };
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
