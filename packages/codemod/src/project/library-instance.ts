import { Node } from 'ts-morph';
import { isExport } from './imported-calls.ts';
import { declarationOf, resolveValue } from './resolve-value.ts';

/** A class of a package, such as the server class of an MCP library. */
export interface LibraryClass {
  readonly module: RegExp;
  readonly name: string;
}

/** Whether an expression is an instance: made by `new`, here or in another file, or declared with the class as its type. */
export function isInstanceOf(expression: Node, { module, name }: LibraryClass): boolean {
  const value = resolveValue(expression);
  if (Node.isNewExpression(value)) return isExport(value.getExpression(), module, name);
  const declaration = declarationOf(Node.isPropertyAccessExpression(value) ? value.getNameNode() : value);
  const initial = Node.isInitializerExpressionGetable(declaration) ? declaration.getInitializer() : undefined;
  if (Node.isNewExpression(initial)) return isExport(initial.getExpression(), module, name);
  const type = Node.isTyped(declaration) ? declaration.getTypeNode() : undefined;
  return Node.isTypeReference(type) && isTypeOf(type.getTypeName(), module, name);
}

/** A type-only import proves as much as any. */
function isTypeOf(typeName: Node, module: RegExp, name: string): boolean {
  const declaration = typeName.getSymbol()?.getDeclarations()[0];
  if (!Node.isImportSpecifier(declaration)) return isExport(typeName, module, name);
  return declaration.getName() === name && module.test(declaration.getImportDeclaration().getModuleSpecifierValue());
}
