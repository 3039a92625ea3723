import { Node, SyntaxKind } from 'ts-morph';
import { findNames } from '../../project/find-calls.ts';
import { type Path, type PossibleValue, possibleValues } from './possible-values.ts';
import { valueDeclaration } from './value-declaration.ts';

/** A place where something declared elsewhere gets another value. */
export interface Assignment {
  readonly target: Node;
  /** What is assigned; undefined where it cannot be told: destructuring, `++`, the variable of a loop. */
  readonly value: Node | undefined;
}

const ASSIGNS_ITS_RIGHT_SIDE = new Set([
  SyntaxKind.EqualsToken,
  SyntaxKind.BarBarEqualsToken,
  SyntaxKind.QuestionQuestionEqualsToken,
]);

/** Every assignment to a variable or parameter, its initializer not included. */
export function assignmentsTo(declaration: Node, name: string): Assignment[] {
  return findNames(declaration.getSourceFile(), name)
    .filter((node) => node.getParent() !== declaration && valueDeclaration(node) === declaration)
    .flatMap((node) => assignmentAt(node) ?? []);
}

/** What each of the assignments may assign. */
export function assignedValues(assignments: readonly Assignment[], path: Path): PossibleValue[][] {
  return assignments.map(({ value }): PossibleValue[] => (value ? possibleValues(value, path) : ['unknown']));
}

/** Every assignment to `owner.member`, where `isOwner` recognizes the expression before the dot. */
export function memberAssignments(scope: Node, member: string, isOwner: (owner: Node) => boolean): Assignment[] {
  return findNames(scope.getSourceFile(), member).flatMap((node) => {
    const access = node.getParent();
    if (!Node.isPropertyAccessExpression(access) || access.getNameNode() !== node) return [];
    const assignment = assignmentAt(access);
    return assignment &&
      node.getPos() >= scope.getPos() &&
      node.getEnd() <= scope.getEnd() &&
      isOwner(access.getExpression())
      ? [assignment]
      : [];
  });
}

function assignmentAt(target: Node): Assignment | undefined {
  const parent = target.getParentOrThrow();
  if (Node.isBinaryExpression(parent) && parent.getLeft() === target) {
    const operator = parent.getOperatorToken().getKind();
    if (ASSIGNS_ITS_RIGHT_SIDE.has(operator)) return { target, value: parent.getRight() };
    return isCompoundAssignment(operator) ? { target, value: undefined } : undefined;
  }
  return isStep(parent) || isDestructured(target) ? { target, value: undefined } : undefined;
}

function isCompoundAssignment(operator: SyntaxKind): boolean {
  return operator > SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment;
}

function isStep(node: Node): boolean {
  if (!Node.isPrefixUnaryExpression(node) && !Node.isPostfixUnaryExpression(node)) return false;
  return [SyntaxKind.PlusPlusToken, SyntaxKind.MinusMinusToken].includes(node.getOperatorToken());
}

/** `[a] = …`, `({ a, b: c } = …)`, `for (a of …)`: the target may stand deep in a pattern. */
function isDestructured(target: Node): boolean {
  let node = target;
  for (let parent = node.getParent(); parent; parent = node.getParent()) {
    if (Node.isForOfStatement(parent) || Node.isForInStatement(parent)) return parent.getInitializer() === node;
    if (Node.isBinaryExpression(parent)) {
      return (
        parent.getLeft() === node && parent.getOperatorToken().getKind() === SyntaxKind.EqualsToken && node !== target
      );
    }
    if (!isPatternPart(parent)) return false;
    node = parent;
  }
  return false;
}

function isPatternPart(node: Node): boolean {
  return (
    Node.isArrayLiteralExpression(node) ||
    Node.isObjectLiteralExpression(node) ||
    Node.isPropertyAssignment(node) ||
    Node.isShorthandPropertyAssignment(node) ||
    Node.isSpreadElement(node)
  );
}
