import { Node, type ParameterDeclaration } from 'ts-morph';
import { declarationOfUse, unwrap } from '../project/resolve-value.ts';
import type { FunctionNode } from './call.ts';
import { evaluate } from './evaluate.ts';
import type { Scope, Value } from './value.ts';

/** What a function is given: a parameter, or a member of one. `path` is empty for the parameter itself. */
export interface ParameterSource {
  readonly index: number;
  readonly path: readonly string[];
}

/** The parameter of `owner` that an expression is, through constants and calls of project functions; undefined for all else. */
export function parameterSource(expression: Node, scope: Scope, owner: FunctionNode): ParameterSource | undefined {
  return sourceOfValue(evaluate(expression, scope), owner);
}

function sourceOfValue({ node, scope }: Value, owner: FunctionNode): ParameterSource | undefined {
  if (Node.isIdentifier(node)) return sourceOfDeclaration(declarationOfUse(node), owner);
  if (!Node.isPropertyAccessExpression(node)) return undefined;
  const object = parameterSource(node.getExpression(), scope, owner);
  return object && { ...object, path: [...object.path, node.getName()] };
}

function sourceOfDeclaration(declaration: Node | undefined, owner: FunctionNode): ParameterSource | undefined {
  if (Node.isParameterDeclaration(declaration)) {
    const index = argumentsOf(owner).indexOf(declaration);
    return index < 0 || declaration.isRestParameter() ? undefined : { index, path: [] };
  }
  if (!Node.isBindingElement(declaration) || declaration.getDotDotDotToken()) return undefined;
  const pattern = declaration.getParent();
  const object = Node.isObjectBindingPattern(pattern) && sourceOfDeclaration(pattern.getParent(), owner);
  const key = declaration.getPropertyNameNode()?.getText() ?? declaration.getName();
  return object ? { ...object, path: [...object.path, key] } : undefined;
}

/** TypeScript's `this` parameter is no argument. */
function argumentsOf(owner: FunctionNode): ParameterDeclaration[] {
  return Node.isParametered(owner) ? owner.getParameters().filter((parameter) => parameter.getName() !== 'this') : [];
}

export function isSameSource(a: ParameterSource, b: ParameterSource): boolean {
  return a.index === b.index && a.path.join('.') === b.path.join('.');
}

/** The parameter that `expression` is an unchanged copy of, such as the first of `(...args) => run(...args)`. */
export function isParameterOf(expression: Node, parameter: ParameterDeclaration | undefined): boolean {
  const value = unwrap(expression);
  const name = Node.isSpreadElement(value) ? value.getExpression() : value;
  if (!parameter || Node.isSpreadElement(value) !== parameter.isRestParameter()) return false;
  return Node.isIdentifier(name) && declarationOfUse(name) === parameter;
}
