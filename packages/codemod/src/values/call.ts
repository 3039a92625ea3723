import { type CallExpression, Node, type Statement } from 'ts-morph';
import { truth } from './condition.ts';
import { evaluate } from './evaluate.ts';
import { bind, type Scope, type Value } from './value.ts';

/** A project function, by whatever name it is called. */
export type FunctionNode = Node & { getBody(): Node | undefined };

/** What a call of a project function gives back; undefined where that depends on more than its arguments. */
export function callResult(call: CallExpression, scope: Scope): Value | undefined {
  const callee = functionCalled(call, scope);
  const given = call.getArguments();
  if (!callee || given.some(Node.isSpreadElement)) return undefined;
  return applied(
    callee,
    given.map((argument) => evaluate(argument, scope)),
  );
}

/** The function with its body and the values it closes over. */
export function functionCalled(call: CallExpression, scope: Scope): Value | undefined {
  return functionValue(evaluate(call.getExpression(), scope));
}

/** An overloaded function is declared several times, and one of them has the body. */
export function functionValue({ node, scope }: Value): Value | undefined {
  const isOverloaded = Node.isFunctionDeclaration(node) || Node.isMethodDeclaration(node);
  const implementation = isOverloaded ? (node.getImplementation() ?? node) : node;
  return isFunction(implementation) ? { node: implementation, scope } : undefined;
}

export function applied(callee: Value, given: readonly Value[]): Value | undefined {
  const { node } = callee;
  if (!isFunction(node)) return undefined;
  const body = node.getBody();
  const scope = withArguments(callee, given);
  if (!body) return undefined;
  return Node.isBlock(body) ? returned(body.getStatements(), scope) : evaluate(body, scope);
}

/** The scope inside a function that is called with these arguments. */
export function withArguments({ node, scope }: Value, given: readonly Value[]): Scope {
  const parameters = Node.isParametered(node) ? node.getParameters().filter(isArgument) : [];
  return parameters.reduce((inner, parameter, index) => {
    const initializer = parameter.getInitializer();
    const value = given[index] ?? (initializer && evaluate(initializer, inner));
    return value && !parameter.isRestParameter() ? bind(inner, parameter, value) : inner;
  }, scope);
}

function isArgument(parameter: Node): boolean {
  return Node.isParameterDeclaration(parameter) && parameter.getName() !== 'this';
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    Node.isFunctionDeclaration(node) ||
    Node.isMethodDeclaration(node) ||
    Node.isArrowFunction(node) ||
    Node.isFunctionExpression(node)
  );
}

/** The first value that is returned for sure. */
function returned(statements: readonly Statement[], scope: Scope): Value | undefined {
  for (const statement of statements) {
    if (Node.isReturnStatement(statement)) {
      const expression = statement.getExpression();
      return expression && evaluate(expression, scope);
    }
    if (Node.isIfStatement(statement)) {
      const isTrue = truth(statement.getExpression(), scope);
      const branch = isTrue ? statement.getThenStatement() : statement.getElseStatement();
      const value = branch && returned(Node.isBlock(branch) ? branch.getStatements() : [branch], scope);
      if (isTrue !== undefined && value) return value;
      if (isTrue === undefined && mayReturn(statement)) return undefined;
    } else if (mayReturn(statement)) return undefined;
  }
  return undefined;
}

/** Returns of functions inside a statement count too: being careful costs little here. */
function mayReturn(statement: Node): boolean {
  const isDeclaration = Node.isVariableStatement(statement) || Node.isFunctionDeclaration(statement);
  return !isDeclaration && !Node.isExpressionStatement(statement) && /\breturn\b/.test(statement.getText());
}
