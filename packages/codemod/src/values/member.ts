import {
  type ClassDeclaration,
  type GetAccessorDeclaration,
  Node,
  type ObjectLiteralExpression,
  type SourceFile,
} from 'ts-morph';
import { propertyKey } from '../project/resolve-value.ts';
import { declaredValue, evaluate } from './evaluate.ts';
import { instanceMember } from './instance.ts';
import type { Scope, Value } from './value.ts';

/** A member of an object, an instance, a class or a module; undefined where it cannot be told. */
export function member({ node, scope, without }: Value, name: string): Value | undefined {
  if (without?.has(name)) return { node, scope, isAbsent: true };
  if (Node.isObjectLiteralExpression(node)) return objectMember(node, name, scope);
  if (Node.isNewExpression(node)) return instanceMember(node, name, scope);
  if (Node.isSourceFile(node)) return exportedMember(node, name, scope);
  return Node.isClassDeclaration(node) ? staticMember(node, name, scope) : undefined;
}

/** An element of an array, or of what stands for one. */
export function elementAt({ node, scope, parts }: Value, index: number): Value | undefined {
  if (parts) return parts[index];
  if (!Node.isArrayLiteralExpression(node)) return undefined;
  const upTo = node.getElements().slice(0, index + 1);
  const element = upTo[index];
  return element && !upTo.some(Node.isSpreadElement) ? evaluate(element, scope) : undefined;
}

/** The last one counts; what a spread brings has to be known before anything in front of it can be. */
function objectMember(object: ObjectLiteralExpression, name: string, scope: Scope): Value | undefined {
  for (const property of object.getProperties().reverse()) {
    if (Node.isSpreadAssignment(property)) {
      const source = member(evaluate(property.getExpression(), scope), name);
      if (!source?.isAbsent) return source;
      continue;
    }
    const key = propertyKey(property.getNameNode());
    if (key === undefined) return undefined;
    if (key !== name) continue;
    if (Node.isPropertyAssignment(property)) return evaluate(property.getInitializerOrThrow(), scope);
    if (Node.isShorthandPropertyAssignment(property)) return evaluate(property.getNameNode(), scope);
    return Node.isGetAccessorDeclaration(property) ? getterResult(property, scope) : methodOf(property, scope);
  }
  return { node: object, scope, isAbsent: true };
}

/** `get inputSchema() { return z.object({}); }`, where that is all it does. */
export function getterResult(getter: GetAccessorDeclaration, scope: Scope): Value | undefined {
  const [only] = getter.getStatements();
  const result = Node.isReturnStatement(only) ? only.getExpression() : undefined;
  return result && evaluate(result, scope);
}

function methodOf(property: Node, scope: Scope): Value | undefined {
  return Node.isMethodDeclaration(property) ? { node: property, scope } : undefined;
}

function exportedMember(file: SourceFile, name: string, scope: Scope): Value | undefined {
  return declaredValue(file.getExportedDeclarations().get(name)?.[0], scope);
}

function staticMember(declaration: ClassDeclaration, name: string, scope: Scope): Value | undefined {
  const property = declaration.getStaticProperty(name);
  const initializer = Node.isPropertyDeclaration(property) ? property.getInitializer() : undefined;
  return initializer && evaluate(initializer, scope);
}
