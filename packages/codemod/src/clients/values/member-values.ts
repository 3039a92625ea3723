import { type CallExpression, Node, type ObjectLiteralExpression } from 'ts-morph';
import { declarationOf, unwrap } from '../../project/resolve-value.ts';
import { assignedValues, memberAssignments } from './assignments.ts';
import { valuesOfMember } from './declared-values.ts';
import { isEnvironment } from './environment.ts';
import { type Path, type PossibleValue, possibleValues, withoutDefaults } from './possible-values.ts';

/** The values that member `name` of `owner` may have; `access` is the expression that reads it, where there is one. */
export function memberValues(
  owner: PossibleValue,
  name: string,
  access: Node | undefined,
  path: Path,
): PossibleValue[] {
  if (owner === 'absent' || owner === 'environment') return [owner];
  if (owner === 'unknown') return declaredMember(access, path);
  if (isEnvironment(owner)) return ['environment'];
  if (Node.isObjectLiteralExpression(owner)) return literalMember(owner, name, path);
  if (Node.isCallExpression(owner) && owner.getExpression().getText() === 'Object.assign')
    return merged(owner, name, path);
  return declaredMember(access, path);
}

/** What the literal says, and what is assigned to the member of the variable that holds it. */
function literalMember(object: ObjectLiteralExpression, name: string, path: Path): PossibleValue[] {
  return withoutDefaults([writtenMember(object, name, path), ...laterAssignments(object, name, path)]);
}

/** Later properties win. */
function writtenMember(object: ObjectLiteralExpression, name: string, path: Path): PossibleValue[] {
  return firstPresent(object.getProperties().toReversed(), (property) => propertyValues(property, name, path));
}

/** The values of the first source that has any for certain, and of those before it that may have some. */
function firstPresent(sources: readonly Node[], valuesOf: (source: Node) => PossibleValue[]): PossibleValue[] {
  const values: PossibleValue[] = [];
  for (const source of sources) {
    const found = valuesOf(source);
    values.push(...found.filter((value) => value !== 'absent'));
    if (!found.includes('absent')) return values;
  }
  return [...values, 'absent'];
}

/** What one property says about a member: nothing, unless it is that member, a spread, or has a computed name. */
function propertyValues(property: Node, name: string, path: Path): PossibleValue[] {
  if (Node.isSpreadAssignment(property)) return membersOf(property.getExpression(), name, path);
  const key = Node.hasName(property) ? property.getName() : '';
  if (key.startsWith('[')) return ['unknown', 'absent'];
  if (key.replaceAll(/['"]/g, '') !== name) return ['absent'];
  if (Node.isPropertyAssignment(property)) return possibleValues(property.getInitializerOrThrow(), path);
  if (Node.isShorthandPropertyAssignment(property)) return possibleValues(property.getNameNode(), path);
  return [property];
}

/** The values of `name` in whatever object an expression stands for. */
export function membersOf(expression: Node, name: string, path: Path = []): PossibleValue[] {
  return possibleValues(expression, path).flatMap((value) => memberValues(value, name, undefined, path));
}

/** `Object.assign(target, …sources)`: later sources win. */
function merged(call: CallExpression, name: string, path: Path): PossibleValue[] {
  return firstPresent(call.getArguments().toReversed(), (source) => membersOf(source, name, path));
}

/** `const config = { … }; config.region = process.env.AWS_REGION;` */
function laterAssignments(object: ObjectLiteralExpression, name: string, path: Path): PossibleValue[][] {
  const variable = object.getFirstAncestor((ancestor) => !isWrapper(ancestor));
  if (!Node.isVariableDeclaration(variable)) return [];
  const isVariable = (owner: Node) => declarationOf(unwrap(owner)) === variable;
  return assignedValues(memberAssignments(object.getSourceFile(), name, isVariable), path);
}

function isWrapper(node: Node): boolean {
  return unwrap(node) !== node;
}

/** Members of what is not a literal: fields and accessors of project classes. */
function declaredMember(access: Node | undefined, path: Path): PossibleValue[] {
  const declaration = Node.isPropertyAccessExpression(access) ? declarationOf(access.getNameNode()) : undefined;
  return (declaration && valuesOfMember(declaration, path)) ?? ['unknown'];
}
