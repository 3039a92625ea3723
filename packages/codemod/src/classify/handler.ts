import { type ArrowFunction, type FunctionExpression, Node, type ParameterDeclaration } from 'ts-morph';
import { LIBRARY } from '../edit/library-bindings.ts';
import { importedName } from '../project/imported-name.ts';
import { declarationOf, resolveValue, unwrap } from '../project/resolve-value.ts';
import type { LibraryImport } from '../types.ts';

/** True for an expression that already is `withAccountContext(…)` or another given wrapper of the library. */
export function isWrapped(handler: Node, wrapper: LibraryImport = 'withAccountContext'): boolean {
  const call = resolveValue(handler);
  if (!Node.isCallExpression(call)) return false;
  const imported = importedName(call.getExpression());
  return imported?.module === LIBRARY && imported.name === wrapper;
}

/**
 * `cached(handler)`, `memoize(handler)`: what remembers answers by its arguments has to see which account they are for, or
 * it would answer one account with another's.
 */
export function remembersAnswers(handler: Node): boolean {
  const call = resolveValue(handler);
  return Node.isCallExpression(call) && /cache|memo/i.test(call.getExpression().getText().split('.').at(-1) ?? '');
}

/** How a handler takes its arguments, which decides what it needs when its tool gets a schema. */
export type HandlerShape =
  /** Takes none, so another one in front of them does not matter. */
  | { readonly kind: 'no-parameters' }
  /** A function written in place: a parameter can go before its first. */
  | { readonly kind: 'inline'; readonly handler: InlineHandler; readonly first: ParameterDeclaration }
  /** A function from elsewhere: it has to be called with the context alone. */
  | { readonly kind: 'named'; readonly handler: Node }
  | { readonly kind: 'unknown' };

export type InlineHandler = ArrowFunction | FunctionExpression;

export function handlerShape(expression: Node): HandlerShape {
  const handler = unwrap(expression);
  if (Node.isArrowFunction(handler) || Node.isFunctionExpression(handler)) return inlineShape(handler);
  const target = Node.isCallExpression(handler) ? boundFunction(handler) : handler;
  const declared = target && functionBehind(target);
  if (!declared) return { kind: 'unknown' };
  return parametersOf(declared).length === 0 ? { kind: 'no-parameters' } : { kind: 'named', handler };
}

/** TypeScript's `this` parameter is no argument. */
function parametersOf(declaration: Node): ParameterDeclaration[] {
  return Node.isParametered(declaration)
    ? declaration.getParameters().filter((parameter) => parameter.getName() !== 'this')
    : [];
}

function inlineShape(handler: InlineHandler): HandlerShape {
  const [first] = parametersOf(handler);
  if (first) return { kind: 'inline', handler, first };
  return readsArguments(handler) ? { kind: 'unknown' } : { kind: 'no-parameters' };
}

/** A function without parameters may still read `arguments`, by position. */
function readsArguments(handler: InlineHandler): boolean {
  return Node.isFunctionExpression(handler) && /\barguments\b/.test(handler.getText());
}

/** `handle.bind(this)` is `handle`, as long as no argument is bound. */
function boundFunction(call: Node): Node | undefined {
  if (!Node.isCallExpression(call) || call.getArguments().length !== 1) return undefined;
  const callee = call.getExpression();
  return Node.isPropertyAccessExpression(callee) && callee.getName() === 'bind' ? callee.getExpression() : undefined;
}

function functionBehind(name: Node): Node | undefined {
  const value = resolveValue(name);
  if (Node.isParametered(value)) return value;
  const declaration = declarationOf(Node.isPropertyAccessExpression(value) ? value.getNameNode() : value);
  const initializer = Node.isPropertyDeclaration(declaration) ? declaration.getInitializer() : declaration;
  return Node.isParametered(initializer) ? initializer : undefined;
}
