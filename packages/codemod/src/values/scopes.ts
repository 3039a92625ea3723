import { type ArrowFunction, type ForInStatement, type ForOfStatement, type FunctionExpression, Node } from 'ts-morph';
import { withArguments } from './call.ts';
import { elementsOf } from './collection.ts';
import { truth } from './condition.ts';
import { entriesOf } from './entries.ts';
import { evaluate } from './evaluate.ts';
import { elementAt } from './member.ts';
import { bind, mapValues, type Scope, type Values } from './value.ts';

/** One scope for each time that a place in the source is reached. */
export interface Scopes {
  readonly scopes: readonly Scope[];
  /** False when it may be reached more often than can be told. */
  readonly isComplete: boolean;
}

const ITERATING = new Set(['forEach', 'map', 'flatMap']);

/**
 * The iterations of the loops around a place: `for (const tool of tools)`, `tools.forEach((tool) => …)`. Goes up to where the
 * parameters of `outer` are known; `typeof tool === 'function'` is decided, every other condition counts as met.
 */
export function scopesAt(place: Node, outer: Scope): Scopes {
  const around = place.getParent();
  if (!around) return { scopes: [outer], isComplete: true };
  const above = scopesAt(around, outer);
  if (Node.isForOfStatement(around) || Node.isForInStatement(around))
    return place === around.getStatement() ? loop(around, above) : above;
  if (Node.isIfStatement(around) && place !== around.getExpression()) return branch(around, place, above);
  if (isCallback(place)) return iterations(place, above);
  return above;
}

function loop(statement: ForOfStatement | ForInStatement, { scopes, isComplete }: Scopes): Scopes {
  const declared = statement.getInitializer();
  const variable = Node.isVariableDeclarationList(declared) ? declared.getDeclarations()[0] : undefined;
  if (!variable) return { scopes, isComplete: false };
  if (isBound(variable, scopes)) return { scopes, isComplete };
  const passes = scopes.map((scope) => ({ scope, items: passedThrough(statement, scope) }));
  return {
    scopes: passes.flatMap(({ scope, items }) => items.values.map((item) => bind(scope, variable, item))),
    isComplete: isComplete && passes.every(({ items }) => items.isComplete),
  };
}

function passedThrough(statement: ForOfStatement | ForInStatement, scope: Scope): Values {
  const value = evaluate(statement.getExpression(), scope);
  return Node.isForOfStatement(statement)
    ? elementsOf(value)
    : mapValues(entriesOf(value), (entry) => elementAt(entry, 0));
}

function branch(statement: Node, place: Node, { scopes, isComplete }: Scopes): Scopes {
  if (!Node.isIfStatement(statement)) return { scopes, isComplete };
  const isThen = place === statement.getThenStatement();
  const reached = scopes.filter((scope) => truth(statement.getExpression(), scope) !== !isThen);
  return { scopes: reached, isComplete };
}

type Callback = ArrowFunction | FunctionExpression;

/** A function given to `list.forEach(…)`. */
function isCallback(place: Node): place is Callback {
  if (!Node.isArrowFunction(place) && !Node.isFunctionExpression(place)) return false;
  return iteratedBy(place) !== undefined;
}

function iteratedBy(callback: Node): Node | undefined {
  const call = callback.getParent();
  const callee = Node.isCallExpression(call) && call.getArguments()[0] === callback ? call.getExpression() : undefined;
  if (!Node.isPropertyAccessExpression(callee) || !ITERATING.has(callee.getName())) return undefined;
  return callee.getExpression();
}

function iterations(callback: Callback, { scopes, isComplete }: Scopes): Scopes {
  const list = iteratedBy(callback);
  const [parameter] = callback.getParameters();
  if (!list || !parameter || isBound(parameter, scopes)) return { scopes, isComplete };
  const passes = scopes.map((scope) => ({ scope, items: elementsOf(evaluate(list, scope)) }));
  return {
    scopes: passes.flatMap(({ scope, items }) =>
      items.values.map((item) => withArguments({ node: callback, scope }, [item])),
    ),
    isComplete: isComplete && passes.every(({ items }) => items.isComplete),
  };
}

/** The place where an outer scope is known may lie inside the loop. */
function isBound(declaration: Node, scopes: readonly Scope[]): boolean {
  return scopes.some(({ bindings }) => bindings.has(declaration));
}
