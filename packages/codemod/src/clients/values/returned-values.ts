import { Node, SyntaxKind } from 'ts-morph';
import { isFunction } from '../evaluated-nodes.ts';
import { type Path, type PossibleValue, possibleValues, withoutDefaults } from './possible-values.ts';
import { valueDeclaration } from './value-declaration.ts';

/** What calling `callee` may return, if it is a function of the project. */
export function returnedValues(callee: Node, path: Path): PossibleValue[] | undefined {
  const declaration = valueDeclaration(Node.isPropertyAccessExpression(callee) ? callee.getNameNode() : callee);
  const definition = Node.isInitializerExpressionGetable(declaration) ? declaration.getInitializer() : declaration;
  return definition && isFunction(definition) ? returnedBy(definition, path) : undefined;
}

/** What a function or accessor may return. An early return of a literal is the default of one from the environment. */
export function returnedBy(definition: Node, path: Path): PossibleValue[] {
  const body = Node.isBodyable(definition) || Node.isBodied(definition) ? definition.getBody() : undefined;
  if (!body) return ['unknown'];
  if (!Node.isBlock(body)) return possibleValues(body, path);
  const returned = body
    .getDescendantsOfKind(SyntaxKind.ReturnStatement)
    .filter((statement) => statement.getFirstAncestor(isFunction) === definition)
    .map((statement) => statement.getExpression());
  const results = returned.map((value): PossibleValue[] => (value ? possibleValues(value, path) : ['absent']));
  return results.length === 0 ? ['absent'] : withoutDefaults(results);
}
