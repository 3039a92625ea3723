import { Node, VariableDeclarationKind } from 'ts-morph';
import { unwrap } from '../project/resolve-value.ts';
import { constructedClass } from './client-classes.ts';
import { evaluatedNodes, isFunction } from './evaluated-nodes.ts';
import { type Assignment, assignmentsTo } from './values/assignments.ts';
import { valueDeclaration } from './values/value-declaration.ts';

/**
 * The name of a variable that `expression` reads and that may have another value later. A variable that is only assigned
 * above the expression, by the function that declares it and outside of loops, has its last value by then; TypeScript
 * (5.4 and newer) keeps such a variable's narrowed type inside a closure as well.
 */
export function changingVariable(expression: Node): string | undefined {
  return evaluatedNodes(expression)
    .filter(Node.isIdentifier)
    .find((node) => mayChange(node, expression))
    ?.getText();
}

function mayChange(identifier: Node, expression: Node): boolean {
  const declaration = valueDeclaration(identifier);
  if (!declaration || !isVariable(declaration)) return false;
  if (isSharedByIterations(declaration, expression)) return true;
  const assignments = assignmentsTo(declaration, identifier.getText());
  if (isSingleton(declaration, assignments)) return false;
  return assignments.some(({ target }) => {
    if (target.getStart() > expression.getStart()) return true;
    return functionOf(target) !== functionOf(declaration) || repeats(target, declaration);
  });
}

function isVariable(declaration: Node): boolean {
  return (
    Node.isVariableDeclaration(declaration) ||
    Node.isParameterDeclaration(declaration) ||
    Node.isBindingElement(declaration)
  );
}

/** A variable that starts empty and is filled in one place, with an AWS client, holds that client for good. */
function isSingleton(declaration: Node, assignments: readonly Assignment[]): boolean {
  const initializer = Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : declaration;
  const [assignment, ...others] = assignments;
  if (!assignment?.value || others.length > 0 || (initializer && !isNothing(initializer))) return false;
  const value = unwrap(assignment.value);
  return Node.isNewExpression(value) && constructedClass(value.getExpression()) !== undefined;
}

function isNothing(initializer: Node): boolean {
  return ['null', 'undefined'].includes(initializer.getText());
}

/** A `let` or `const` is new in each iteration of a loop; a `var` is the same one, and gets the next value. */
function isSharedByIterations(declaration: Node, expression: Node): boolean {
  const list = declaration.getFirstAncestor(Node.isVariableDeclarationList);
  if (list?.getDeclarationKind() !== VariableDeclarationKind.Var) return false;
  const loop = list.getFirstAncestor((node) => Node.isIterationStatement(node) || isFunction(node));
  return Node.isIterationStatement(loop) && expression.getAncestors().includes(loop);
}

/** Whether a loop around the assignment leaves the declaration outside. */
function repeats(target: Node, declaration: Node): boolean {
  const loop = target.getFirstAncestor((node) => Node.isIterationStatement(node));
  return loop !== undefined && !declaration.getAncestors().includes(loop);
}

function functionOf(node: Node): Node | undefined {
  return node.getFirstAncestor(isFunction);
}
