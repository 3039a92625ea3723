import { type Expression, Node, type ReturnTypedNode } from 'ts-morph';
import { declarationOf } from '../project/resolve-value.ts';

/**
 * The type that a member of an object is declared with, as written: by the annotation of the variable, parameter or function
 * that the object stands in, also as an element of a list. Undefined without one.
 */
export function declaredMemberType(object: Node, member: string): string | undefined {
  const annotation = annotationOf(object);
  return annotation && memberTypeIn(annotation, member);
}

function annotationOf(node: Node): Node | undefined {
  const around = node.getParent();
  if (!around || Node.isVariableStatement(around) || Node.isSourceFile(around)) return undefined;
  if (Node.isVariableDeclaration(around)) return around.getTypeNode();
  if (Node.isAsExpression(around) || Node.isSatisfiesExpression(around)) return around.getTypeNode();
  const result = Node.isReturnTyped(around) ? resultType(around) : undefined;
  if (result || !Node.isCallExpression(around)) return result ?? annotationOf(around);
  const index = around.getArguments().indexOf(node as Expression);
  const callee = declarationOf(around.getExpression());
  return Node.isParametered(callee) ? callee.getParameters()[index]?.getTypeNode() : undefined;
}

/** The implementation of an overloaded function may have no type of its own. */
function resultType(returning: ReturnTypedNode & Node): Node | undefined {
  const own = returning.getReturnTypeNode();
  return own ?? (Node.isFunctionDeclaration(returning) ? returning.getOverloads()[0]?.getReturnTypeNode() : undefined);
}

/** `Tool`, `readonly Tool[]`, `Record<string, Tool>`, `() => Tool`. */
function memberTypeIn(annotation: Node, member: string): string | undefined {
  const names = [annotation, ...annotation.getDescendants()].filter(Node.isIdentifier);
  for (const name of names) {
    const declaration = declarationOf(name);
    const type = Node.isTypeAliasDeclaration(declaration) ? declaration.getTypeNode() : declaration;
    const property =
      Node.isInterfaceDeclaration(type) || Node.isTypeLiteral(type)
        ? type.getProperty(member)?.getTypeNode()
        : undefined;
    if (property) return property.getText();
  }
  return undefined;
}
