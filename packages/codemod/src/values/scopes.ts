import {
  type ArrowFunction,
  type ForInStatement,
  type ForOfStatement,
  type ForStatement,
  type FunctionExpression,
  Node,
} from 'ts-morph';
import { withArguments } from './call.ts';
import { elementsOf, isMap } from './collection.ts';
import { truth } from './condition.ts';
import { entriesOf } from './entries.ts';
import { evaluate } from './evaluate.ts';
import { elementAt } from './member.ts';
import { bind, mapValues, type Scope, type Value, type Values } from './value.ts';

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
  if (Node.isForStatement(around)) return place === around.getStatement() ? countedLoop(around, above) : above;
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

/** `for (let i = 0; i < tools.length; i++)`: one pass for each element, where nothing else tells how many there are. */
function countedLoop(statement: ForStatement, { scopes, isComplete }: Scopes): Scopes {
  const counted = countedList(statement);
  if (!counted || isBound(counted.counter, scopes)) return { scopes, isComplete };
  const passes = scopes.map((scope) => ({ scope, items: elementsOf(evaluate(counted.list, scope)) }));
  const at = (index: number, scope: Scope): Value => ({ node: counted.counter, scope, text: String(index) });
  return {
    scopes: passes.flatMap(({ scope, items }) =>
      items.values.map((_, index) => bind(scope, counted.counter, at(index, scope))),
    ),
    isComplete: isComplete && passes.every(({ items }) => items.isComplete),
  };
}

function countedList(statement: ForStatement): { counter: Node; list: Node } | undefined {
  const declared = statement.getInitializer();
  const [counter] = Node.isVariableDeclarationList(declared) ? declared.getDeclarations() : [];
  const condition = statement.getCondition();
  if (counter?.getInitializer()?.getText() !== '0' || !Node.isBinaryExpression(condition)) return undefined;
  const [name, length] = [counter.getName(), condition.getRight()];
  const isStep = new RegExp(`^(?:${name}\\+\\+|\\+\\+${name}|${name} \\+= 1)$`);
  if (!isStep.test(statement.getIncrementor()?.getText() ?? '')) return undefined;
  // A counter that the body moves on skips elements.
  const isMoved = new RegExp(`(?<![\\w$.])${name}\\s*(?:\\+\\+|--|[-+*/]?=(?!=))|(?:\\+\\+|--)${name}\\b`);
  if (isMoved.test(statement.getStatement().getText())) return undefined;
  const isUpTo = condition.getLeft().getText() === name && condition.getOperatorToken().getText() === '<';
  if (!isUpTo || !Node.isPropertyAccessExpression(length) || length.getName() !== 'length') return undefined;
  return { counter, list: length.getExpression() };
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
  const passes = scopes.map((scope) => ({ scope, ...givenTo(evaluate(list, scope)) }));
  return {
    scopes: passes.flatMap(({ scope, given }) => given.map((each) => withArguments({ node: callback, scope }, each))),
    isComplete: isComplete && passes.every((pass) => pass.isComplete),
  };
}

/** What `forEach` calls its function with: an element, or the value and the key of a map. */
function givenTo(list: Value): { given: Value[][]; isComplete: boolean } {
  const { values, isComplete } = elementsOf(list);
  if (!isMap(list)) return { given: values.map((value) => [value]), isComplete };
  const pairs = values.map((entry) => [elementAt(entry, 1), elementAt(entry, 0)]);
  const known = pairs.map((pair) => pair.filter((part) => part !== undefined)).filter((pair) => pair.length === 2);
  return { given: known, isComplete: isComplete && known.length === pairs.length };
}

/** The place where an outer scope is known may lie inside the loop. */
function isBound(declaration: Node, scopes: readonly Scope[]): boolean {
  return scopes.some(({ bindings }) => bindings.has(declaration));
}
