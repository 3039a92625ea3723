import { Node } from 'ts-morph';
import { findNames } from '../project/find-calls.ts';
import { declarationOf, declarationOfUse, propertyKey } from '../project/resolve-value.ts';
import type { FunctionNode } from './call.ts';

/** A name that a function is called by, and what declares it: the function itself, or a member that stands for it. */
export interface CalledName {
  readonly text: string;
  readonly declaration: Node;
}

/** Types that leave the members of what they are given as they are. */
const SAME_MEMBERS = new Set(['Promise', 'Readonly', 'Required', 'Awaited', 'NonNullable']);

/**
 * Everything that a project function is called as: its own name, the property of an object that is made with it, and the members
 * of the interfaces that this object, or its class, is declared as. Empty for a function without any.
 */
export function calledAs(owner: FunctionNode): CalledName[] {
  const own = ownName(owner);
  const properties = [...holdersOf(owner), ...(own ? propertiesNamed(own) : [])];
  return [...(own ? [own] : []), ...properties.flatMap(withInterfaces), ...classInterfaces(owner)];
}

function ownName(owner: FunctionNode): CalledName | undefined {
  if (Node.isFunctionDeclaration(owner) || Node.isMethodDeclaration(owner)) return named(owner.getNameNode());
  const variable = owner.getParent();
  return Node.isVariableDeclaration(variable) ? named(variable.getNameNode()) : undefined;
}

function named(name: Node | undefined): CalledName | undefined {
  const declaration = name?.getParent();
  return name && declaration && { text: name.getText(), declaration };
}

/** `{ add: (tool) => … }`, `{ add(tool) { … } }`. */
function holdersOf(owner: FunctionNode): Node[] {
  const around = owner.getParent();
  if (Node.isMethodDeclaration(owner) && Node.isObjectLiteralExpression(around)) return [owner];
  return Node.isPropertyAssignment(around) ? [around] : [];
}

/** `const add = …; return { add, addTool: add }`. */
function propertiesNamed({ text, declaration }: CalledName): Node[] {
  return findNames(declaration.getSourceFile(), text)
    .filter((use) => declarationOfUse(use) === declaration)
    .flatMap((use) => {
      const property = use.getParent();
      const isValue = Node.isPropertyAssignment(property) && property.getInitializer() === use;
      return isValue || Node.isShorthandPropertyAssignment(property) ? [property] : [];
    });
}

function withInterfaces(property: Node): CalledName[] {
  const object = property.getParent();
  const hasName =
    Node.isPropertyAssignment(property) ||
    Node.isShorthandPropertyAssignment(property) ||
    Node.isMethodDeclaration(property);
  const text = hasName ? propertyKey(property.getNameNode()) : undefined;
  if (text === undefined || !Node.isObjectLiteralExpression(object)) return [];
  const type = typeOf(object);
  const declared = type ? membersOf(type, text) : [];
  return [property, ...declared].map((declaration) => ({ text, declaration }));
}

/** The type that an object is declared with where it is made: by a variable, an assertion, or the function that returns it. */
function typeOf(object: Node): Node | undefined {
  const around = object.getParent();
  if (Node.isVariableDeclaration(around) || Node.isSatisfiesExpression(around)) return around.getTypeNode();
  if (Node.isAsExpression(around)) return around.getTypeNode();
  if (Node.isParenthesizedExpression(around)) return typeOf(around);
  if (Node.isArrowFunction(around)) return around.getReturnTypeNode();
  const returning = Node.isReturnStatement(around) ? around.getFirstAncestor(Node.isReturnTyped) : undefined;
  return returning?.getReturnTypeNode();
}

/** The signatures of a member in a type of the project, and in what the type extends. */
function membersOf(type: Node, name: string): Node[] {
  if (Node.isIntersectionTypeNode(type)) return type.getTypeNodes().flatMap((part) => membersOf(part, name));
  if (Node.isTypeLiteral(type)) return [type.getProperty(name) ?? type.getMethod(name) ?? []].flat();
  if (Node.isExpressionWithTypeArguments(type)) return declaredMembers(declarationOf(type.getExpression()), name);
  if (!Node.isTypeReference(type)) return [];
  if (!SAME_MEMBERS.has(type.getTypeName().getText())) return declaredMembers(declarationOf(type.getTypeName()), name);
  return type.getTypeArguments().flatMap((argument) => membersOf(argument, name));
}

function declaredMembers(declaration: Node | undefined, name: string): Node[] {
  if (Node.isTypeAliasDeclaration(declaration)) {
    const type = declaration.getTypeNode();
    return type ? membersOf(type, name) : [];
  }
  if (!Node.isInterfaceDeclaration(declaration)) return [];
  const own = declaration.getProperty(name) ?? declaration.getMethod(name);
  return own ? [own] : declaration.getExtends().flatMap((base) => membersOf(base, name));
}

function classInterfaces(owner: FunctionNode): CalledName[] {
  const around = owner.getParent();
  const name = Node.isMethodDeclaration(owner) ? owner.getName() : undefined;
  if (name === undefined || !Node.isClassDeclaration(around)) return [];
  const declared = around.getImplements().flatMap((type) => membersOf(type, name));
  return declared.map((declaration) => ({ text: name, declaration }));
}
