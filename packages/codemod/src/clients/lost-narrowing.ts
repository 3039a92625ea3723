import { type IfStatement, Node, type PropertyAccessExpression } from 'ts-morph';
import { declarationOf } from '../project/resolve-value.ts';
import type { TextEdit } from '../types.ts';
import { evaluatedNodes, isFunction } from './evaluated-nodes.ts';
import type { Construction } from './find-constructions.ts';

/**
 * TypeScript forgets inside a factory what was proved outside of it: by a check of a member (`if (!process.env.KEY) throw …`),
 * or by filling a variable (`raw ??= new DynamoDBClient({})`). Such an expression gets a `!` where the factory needs a value;
 * the configuration's own properties may all be undefined.
 */
export function narrowingEdits({ expression, made }: Construction): TextEdit[] {
  if (!/\.[cm]?tsx?$/.test(expression.getSourceFile().getFilePath())) return [];
  const members = evaluatedNodes(expression)
    .filter(Node.isPropertyAccessExpression)
    .filter((access) => isRequired(access, expression) && isChecked(access, expression));
  const client = made.kind === 'document-client' ? expression.getArguments()[0] : undefined;
  const narrowed = client && mayBeEmpty(client) ? [...members, client] : members;
  return narrowed.map((node) => ({ start: node.getEnd(), end: node.getEnd(), text: '!' }));
}

/** A variable or field whose declared type has room for nothing. */
function mayBeEmpty(node: Node): boolean {
  const declaration = Node.isPropertyAccessExpression(node) ? declarationOf(node.getNameNode()) : declarationOf(node);
  if (Node.isPropertyDeclaration(declaration) && declaration.hasQuestionToken()) return true;
  if (!Node.isVariableDeclaration(declaration) && !Node.isPropertyDeclaration(declaration)) return false;
  return /\b(?:undefined|null)\b/.test(declaration.getTypeNode()?.getText() ?? '');
}

/** The value of a property of an object inside the configuration, such as `credentials.accessKeyId`. */
function isRequired(access: PropertyAccessExpression, expression: Node): boolean {
  const property = access.getParent();
  if (!Node.isPropertyAssignment(property)) return false;
  const config = property.getParentOrThrow();
  const outer = config.getFirstAncestor(Node.isObjectLiteralExpression);
  return outer !== undefined && outer.getStart() > expression.getStart();
}

/** Whether a condition outside of the expression, around it or above it, speaks of the member. */
function isChecked(access: PropertyAccessExpression, expression: Node): boolean {
  const path = access.getText();
  for (let node = expression; node.getParent() && !isFunction(node); node = node.getParentOrThrow()) {
    if (conditionsAt(node).some((condition) => mentions(condition, path))) return true;
  }
  return false;
}

/** The conditions that hold where `node` runs: those of the statement around it, and of guards before it. */
function conditionsAt(node: Node): Node[] {
  const parent = node.getParentOrThrow();
  if (Node.isIfStatement(parent)) return node === parent.getExpression() ? [] : [parent.getExpression()];
  if (Node.isConditionalExpression(parent)) return node === parent.getCondition() ? [] : [parent.getCondition()];
  if (Node.isBinaryExpression(parent)) return node === parent.getRight() ? [parent.getLeft()] : [];
  if (!Node.isStatement(node)) return [];
  return node
    .getPreviousSiblings()
    .filter(Node.isIfStatement)
    .filter(isGuard)
    .map((guard) => guard.getExpression());
}

/** An `if` that leaves: whatever its last statement is, `process.exit()` included. */
function isGuard(statement: IfStatement): boolean {
  return /\b(?:throw|return|continue|break|exit)\b/.test(statement.getThenStatement().getText());
}

function mentions(condition: Node, path: string): boolean {
  return [condition, ...condition.getDescendants()].some((node) => node.getText() === path);
}
