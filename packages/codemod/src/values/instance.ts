import { type ClassDeclaration, type ConstructorDeclaration, type NewExpression, Node, SyntaxKind } from 'ts-morph';
import { withArguments } from './call.ts';
import { evaluate } from './evaluate.ts';
import { getterResult } from './member.ts';
import type { Scope, Value } from './value.ts';

/** A class with the values that its constructor's parameters have. */
interface Instance {
  readonly declaration: ClassDeclaration;
  readonly scope: Scope;
  readonly given: readonly Value[];
}

/** A member of `new Tool(…)`: a field, a constructor parameter, a method, also of base classes. */
export function instanceMember(construction: NewExpression, name: string, scope: Scope): Value | undefined {
  const given = argumentValues(construction.getArguments(), scope);
  const instance = given && constructed(construction.getExpression(), given, scope);
  return instance && memberOf(instance, name);
}

function argumentValues(given: readonly Node[], scope: Scope): Value[] | undefined {
  return given.some(Node.isSpreadElement) ? undefined : given.map((argument) => evaluate(argument, scope));
}

function constructed(name: Node, given: readonly Value[], scope: Scope): Instance | undefined {
  const { node: declaration, scope: outer } = evaluate(name, scope);
  if (!Node.isClassDeclaration(declaration)) return undefined;
  const own = constructorOf(declaration);
  return { declaration, given, scope: own ? withArguments({ node: own, scope: outer }, given) : outer };
}

function constructorOf(declaration: ClassDeclaration): ConstructorDeclaration | undefined {
  return declaration.getConstructors().find((candidate) => candidate.getBody() !== undefined);
}

function memberOf(instance: Instance, name: string): Value | undefined {
  const { declaration, scope } = instance;
  const assigned = assignedInConstructor(declaration, name);
  if (assigned) return evaluate(assigned, scope);
  const own = declaration.getInstanceMember(name);
  if (Node.isMethodDeclaration(own)) return { node: own, scope };
  if (Node.isParameterDeclaration(own)) return scope.bindings.get(own);
  const initializer = Node.isPropertyDeclaration(own) ? own.getInitializer() : undefined;
  if (initializer) return evaluate(initializer, scope);
  if (Node.isGetAccessorDeclaration(own)) return getterResult(own, scope);
  if (own && !Node.isPropertyDeclaration(own)) return undefined;
  const base = baseOf(instance);
  return base && memberOf(base, name);
}

/** `this.name = name` in the constructor. */
function assignedInConstructor(declaration: ClassDeclaration, name: string): Node | undefined {
  return constructorOf(declaration)
    ?.getStatements()
    .flatMap((statement) => (Node.isExpressionStatement(statement) ? statement.getExpression() : []))
    .filter(Node.isBinaryExpression)
    .findLast((assignment) => assignment.getLeft().getText() === `this.${name}`)
    ?.getRight();
}

/** A class without a constructor hands its arguments on. */
function baseOf({ declaration, scope, given }: Instance): Instance | undefined {
  const base = declaration.getExtends()?.getExpression();
  const call = constructorOf(declaration)
    ?.getDescendantsOfKind(SyntaxKind.CallExpression)
    .find((candidate) => Node.isSuperExpression(candidate.getExpression()));
  const values = call ? argumentValues(call.getArguments(), scope) : given;
  return base && values && constructed(base, values, scope);
}
