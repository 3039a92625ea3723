import { type CallExpression, Node, type ParameterDeclaration, SyntaxKind } from 'ts-morph';
import { unwrap } from '../project/resolve-value.ts';
import { type FunctionNode, isFunction } from '../values/call.ts';
import { evaluate } from '../values/evaluate.ts';
import { isParameterOf, type ParameterSource, parameterSource } from '../values/parameter-source.ts';
import { NO_SCOPE, type Scope } from '../values/value.ts';
import { mayReachAws } from './reaches-aws.ts';

/** The parameter that holds the handler of a tool, and how it is called. */
export interface HandlerSource {
  readonly source: ParameterSource;
  /** Whether all arguments of the call reach it, whatever these are; otherwise only the first does for sure. */
  readonly takesAll: boolean;
}

/**
 * The parameter whose function answers a tool's calls: given on as it is, or called with the same arguments by a function around
 * it that returns its answer. Then `withAccountContext` around it reads the target and answers with the typed error. What the
 * function around it does itself it does as the server, so it must not be able to reach AWS.
 */
export function handlerSource(handler: Node, owner: FunctionNode): HandlerSource | undefined {
  const source = parameterSource(handler, NO_SCOPE, owner);
  if (source) return { source, takesAll: true };
  const { node, scope } = evaluate(handler, NO_SCOPE);
  return isFunction(node) && Node.isParametered(node) ? calledBy(node, scope, owner) : undefined;
}

function calledBy(around: FunctionNode, scope: Scope, owner: FunctionNode): HandlerSource | undefined {
  const calls = around.getDescendantsOfKind(SyntaxKind.CallExpression).flatMap((call) => {
    const source = parameterSource(call.getExpression(), scope, owner);
    return source ? [{ call, source }] : [];
  });
  const [only, ...more] = calls;
  const [first] = Node.isParametered(around) ? around.getParameters() : [];
  if (!only || more.length > 0 || !first || !isGivenFirst(only.call, first)) return undefined;
  if (only.call.getFirstAncestor(isFunction) !== around || !isAnswer(only.call, around)) return undefined;
  return mayReachAws(around.getSourceFile()) ? undefined : { source: only.source, takesAll: first.isRestParameter() };
}

function isGivenFirst(call: CallExpression, parameter: ParameterDeclaration): boolean {
  const [given] = call.getArguments();
  return given !== undefined && isParameterOf(given, parameter);
}

/** `return handler(args)`, `const result = await handler(args); …; return result`. */
function isAnswer(call: CallExpression, around: FunctionNode): boolean {
  const value = outermost(call);
  const parent = value.getParent();
  if (Node.isReturnStatement(parent) || parent === around) return true;
  if (!Node.isVariableDeclaration(parent)) return false;
  return around
    .getDescendantsOfKind(SyntaxKind.ReturnStatement)
    .some((statement) => statement.getExpression()?.getText() === parent.getName());
}

function outermost(node: Node): Node {
  const parent = node.getParent();
  const isAround = parent !== undefined && (Node.isAwaitExpression(parent) || unwrap(parent) === unwrap(node));
  return isAround ? outermost(parent) : node;
}
