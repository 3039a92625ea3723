import { type BindingElement, Node, VariableDeclarationKind } from 'ts-morph';
import { declarationOfUse, propertyKey, stringValue, unwrap } from '../project/resolve-value.ts';
import { callResult } from './call.ts';
import { truth } from './condition.ts';
import { elementAt, member } from './member.ts';
import { deeper, type Scope, type Value } from './value.ts';

/**
 * What an expression is where parameters and loop variables stand for `scope`: follows constants, imports between project
 * files, members of objects and classes, and calls of project functions. An expression that leads nowhere is its own value.
 */
export function evaluate(expression: Node, outer: Scope): Value {
  const node = unwrap(expression);
  const scope = deeper(outer);
  if (!scope) return { node, scope: outer };
  return followed(node, scope) ?? { node, scope };
}

/** A constant text, where it stands in the source: the part of a template that differs from tool to tool. */
export function textOf(expression: Node, scope: Scope): { text: string; node: Node } | undefined {
  const { node, text, scope: inner } = evaluate(expression, scope);
  if (text !== undefined) return { text, node };
  if (Node.isTemplateExpression(node)) {
    const spans = node.getTemplateSpans().map((span) => ({
      value: textOf(span.getExpression(), inner),
      literal: span.getLiteral().getLiteralText(),
    }));
    if (spans.some(({ value }) => !value)) return undefined;
    const rest = spans.map(({ value, literal }) => `${value?.text}${literal}`).join('');
    return { text: node.getHead().getLiteralText() + rest, node: spans[0]?.value?.node ?? node };
  }
  if (Node.isBinaryExpression(node) && node.getOperatorToken().getText() === '+') {
    const [left, right] = [textOf(node.getLeft(), inner), textOf(node.getRight(), inner)];
    return left && right && { text: left.text + right.text, node: isLiteral(left.node, node) ? right.node : left.node };
  }
  const constant = stringValue(node);
  return constant === undefined ? undefined : { text: constant, node };
}

function isLiteral(part: Node, whole: Node): boolean {
  return part.getFirstAncestor((ancestor) => ancestor === whole) !== undefined;
}

function followed(node: Node, scope: Scope): Value | undefined {
  if (Node.isIdentifier(node)) return declaredValue(declarationOfUse(node), scope);
  if (Node.isAwaitExpression(node)) return evaluate(node.getExpression(), scope);
  if (Node.isPropertyAccessExpression(node)) return propertyOf(node.getExpression(), node.getName(), scope);
  if (Node.isElementAccessExpression(node)) {
    const key = node.getArgumentExpression();
    const index = Node.isNumericLiteral(key) ? Number(key.getLiteralValue()) : undefined;
    if (index !== undefined) return elementAt(evaluate(node.getExpression(), scope), index);
    const name = key && textOf(key, scope);
    if (name && /^\d+$/.test(name.text)) return elementAt(evaluate(node.getExpression(), scope), Number(name.text));
    return name && propertyOf(node.getExpression(), name.text, scope);
  }
  if (Node.isBinaryExpression(node)) return alternative(node.getOperatorToken().getText(), node, scope);
  if (Node.isConditionalExpression(node)) {
    const isTrue = truth(node.getCondition(), scope);
    return isTrue === undefined ? undefined : evaluate(isTrue ? node.getWhenTrue() : node.getWhenFalse(), scope);
  }
  return Node.isCallExpression(node) ? callResult(node, scope) : undefined;
}

function propertyOf(owner: Node, name: string, scope: Scope): Value | undefined {
  const access = owner.getParent();
  const value = member(evaluate(owner, scope), name);
  if (value || !Node.isPropertyAccessExpression(access)) return value;
  const declaration = declarationOfUse(access.getNameNode());
  return Node.isEnumMember(declaration) ? declaredValue(declaration, scope) : undefined;
}

/** `schema ?? z.object({})`: an object is there or it is not. */
function alternative(operator: string, node: Node, scope: Scope): Value | undefined {
  if (!Node.isBinaryExpression(node) || (operator !== '??' && operator !== '||')) return undefined;
  const left = evaluate(node.getLeft(), scope);
  if (left.isAbsent) return evaluate(node.getRight(), scope);
  return isThere(left.node) ? left : undefined;
}

function isThere(node: Node): boolean {
  return Node.isObjectLiteralExpression(node) || Node.isCallExpression(node) || Node.isArrayLiteralExpression(node);
}

/** What a declaration stands for; undefined for a parameter or loop variable that the scope does not know. */
export function declaredValue(declaration: Node | undefined, scope: Scope): Value | undefined {
  if (!declaration) return undefined;
  const bound = scope.bindings.get(declaration);
  if (bound) return bound;
  if (Node.isBindingElement(declaration)) return bindingValue(declaration, scope);
  if (Node.isVariableDeclaration(declaration)) {
    const initializer = declaration.getInitializer();
    const isConstant = declaration.getVariableStatement()?.getDeclarationKind() === VariableDeclarationKind.Const;
    return initializer && isConstant ? evaluate(initializer, scope) : undefined;
  }
  if (Node.isExportAssignment(declaration)) return evaluate(declaration.getExpression(), scope);
  if (Node.isBinaryExpression(declaration)) return evaluate(declaration.getRight(), scope);
  if (Node.isEnumMember(declaration)) {
    const initializer = declaration.getInitializer();
    return initializer && evaluate(initializer, scope);
  }
  return isDefinition(declaration) ? { node: declaration, scope } : undefined;
}

function isDefinition(declaration: Node): boolean {
  return (
    Node.isFunctionDeclaration(declaration) ||
    Node.isMethodDeclaration(declaration) ||
    Node.isClassDeclaration(declaration) ||
    Node.isSourceFile(declaration)
  );
}

/** `const { name, ...rest } = tool`; the rest of a list is not followed. */
function restValue(source: Value, element: BindingElement): Value | undefined {
  const pattern = element.getParent();
  if (!Node.isObjectBindingPattern(pattern)) return undefined;
  const taken = pattern.getElements().filter((other) => other !== element);
  const names = taken.map((other) => {
    const key = other.getPropertyNameNode() ?? other.getNameNode();
    return Node.isComputedPropertyName(key) ? undefined : propertyKey(key);
  });
  if (names.some((name) => name === undefined)) return undefined;
  return { ...source, without: new Set([...(source.without ?? []), ...names.filter((name) => name !== undefined)]) };
}

/** `const { schema } = tool`, `([name, tool]) => …`. */
function bindingValue(element: BindingElement, scope: Scope): Value | undefined {
  const pattern = element.getParent();
  const owner = pattern.getParent();
  const source = declaredValue(owner, scope);
  if (!source || element.getDotDotDotToken()) return source && restValue(source, element);
  if (Node.isArrayBindingPattern(pattern)) return elementAt(source, pattern.getElements().indexOf(element));
  return member(source, element.getPropertyNameNode()?.getText() ?? element.getName());
}
