import {
  type ClassDeclaration,
  type ConstructorDeclaration,
  Node,
  type ObjectLiteralExpression,
  SyntaxKind,
} from 'ts-morph';
import { unwrap } from '../project/resolve-value.ts';
import { constructedClass } from './client-classes.ts';
import { originOf } from './region-origin.ts';
import { valueDeclaration } from './values/value-declaration.ts';

/** Whether the first argument of `new` reaches the AWS client that a class extends, credentials and region included. */
export function passesConfiguration(declaration: ClassDeclaration): boolean {
  return declaration.getConstructors().every(handsOver) && basePassesConfiguration(declaration);
}

function basePassesConfiguration(declaration: ClassDeclaration): boolean {
  const base = declaration.getExtends()?.getExpression();
  const made = base && constructedClass(base);
  return made?.kind === 'client' || (made?.kind === 'subclass' && passesConfiguration(made.declaration));
}

/** `super(config)`, or `super({ …defaults, ...config, …what an account does not decide })`. */
function handsOver(declaration: ConstructorDeclaration): boolean {
  const [parameter] = declaration.getParameters();
  const passed = superArgument(declaration);
  if (!parameter || !passed) return false;
  const isParameter = (node: Node) => valueDeclaration(unwrap(node)) === parameter;
  return Node.isObjectLiteralExpression(passed) ? spreadWins(passed, isParameter) : isParameter(passed);
}

function superArgument(declaration: ConstructorDeclaration): Node | undefined {
  const call = declaration
    .getDescendantsOfKind(SyntaxKind.CallExpression)
    .find((node) => node.getExpression().getKind() === SyntaxKind.SuperKeyword);
  const [argument] = call?.getArguments() ?? [];
  return argument && unwrap(argument);
}

function spreadWins(object: ObjectLiteralExpression, isParameter: (node: Node) => boolean): boolean {
  const properties = object.getProperties();
  const index = properties.findIndex(
    (property) => Node.isSpreadAssignment(property) && isParameter(property.getExpression()),
  );
  return index >= 0 && properties.slice(index + 1).every(leavesAccountAlone);
}

/** A literal region is meant; one from the environment would override the account's. */
function leavesAccountAlone(property: Node): boolean {
  if (Node.isPropertyAssignment(property) && property.getName() === 'region') {
    return originOf(property.getInitializerOrThrow()) === 'literal';
  }
  return Node.hasName(property) && !['region', 'credentials'].includes(property.getName());
}
