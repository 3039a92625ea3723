import { type ArrayLiteralExpression, type CallExpression, Node } from 'ts-morph';
import { resultsOf } from '../project/results-of.ts';
import { addedTo } from './added.ts';
import { applied, functionCalled, functionValue, withArguments } from './call.ts';
import { entriesOf } from './entries.ts';
import { evaluate } from './evaluate.ts';
import { elementAt } from './member.ts';
import { flatMapValues, mapValues, merge, type Scope, UNKNOWN, type Value, type Values } from './value.ts';

/** Methods that give back elements of the array they are called on, and nothing else. */
const CHOOSING = new Set(['filter', 'sort', 'slice', 'reverse', 'toSorted', 'toReversed', 'values']);

/** Everything that an array, a set or an iteration may hold, in order; conditions count as met, so that one may be there twice. */
export function elementsOf({ node, scope, parts }: Value): Values {
  if (parts) return { values: parts, isComplete: true };
  if (Node.isArrayLiteralExpression(node)) return arrayElements(node, scope);
  if (Node.isConditionalExpression(node)) return branches([node.getWhenTrue(), node.getWhenFalse()], scope);
  if (Node.isBinaryExpression(node)) return guarded(node.getOperatorToken().getText(), node.getRight(), scope);
  if (Node.isCallExpression(node)) return elementsOfCall(node, scope);
  if (Node.isNewExpression(node) && /^(?:Map|Set)$/.test(node.getExpression().getText())) {
    const [initial] = node.getArguments();
    const given = initial ? elementsOf(evaluate(initial, scope)) : { values: [], isComplete: true };
    return merge([given, addedTo(node, scope)]);
  }
  return UNKNOWN;
}

function arrayElements(array: ArrayLiteralExpression, scope: Scope): Values {
  const own = array.getElements().map((element): Values => {
    if (Node.isSpreadElement(element)) return elementsOf(evaluate(element.getExpression(), scope));
    return { values: [evaluate(element, scope)], isComplete: true };
  });
  return merge([...own, addedTo(array, scope)]);
}

function branches(nodes: readonly Node[], scope: Scope): Values {
  return merge(nodes.map((node) => elementsOf(evaluate(node, scope))));
}

/** `...(isAdmin && [tool])`. */
function guarded(operator: string, right: Node, scope: Scope): Values {
  return operator === '&&' ? elementsOf(evaluate(right, scope)) : UNKNOWN;
}

function elementsOfCall(call: CallExpression, scope: Scope): Values {
  const callee = call.getExpression();
  const [first] = call.getArguments();
  const text = callee.getText();
  if (first && /^Object\.(?:values|keys|entries)$/.test(text)) return objectElements(text, first, scope);
  if (first && text === 'Array.from' && call.getArguments().length === 1) return elementsOf(evaluate(first, scope));
  const declared = functionCalled(call, scope);
  if (declared) return elementsReturned(declared, call, scope);
  if (!Node.isPropertyAccessExpression(callee)) return UNKNOWN;
  return elementsOfMethod(callee.getName(), evaluate(callee.getExpression(), scope), call, scope);
}

/** A function that returns one list here and another there may return either. */
function elementsReturned(callee: Value, call: CallExpression, scope: Scope): Values {
  const given = call.getArguments().map((argument) => evaluate(argument, scope));
  const returned = resultsOf(callee.node);
  return returned.length > 0 ? branches(returned, withArguments(callee, given)) : UNKNOWN;
}

function objectElements(method: string, object: Node, scope: Scope): Values {
  const entries = entriesOf(evaluate(object, scope));
  if (method === 'Object.entries') return entries;
  return mapValues(entries, (entry) => elementAt(entry, method === 'Object.keys' ? 0 : 1));
}

function elementsOfMethod(method: string, receiver: Value, call: CallExpression, scope: Scope): Values {
  const own = elementsOf(receiver);
  const [first] = call.getArguments();
  if (isMap(receiver)) return elementsOfMap(method, own);
  if (method === 'entries') return { values: own.values.map(numbered), isComplete: own.isComplete };
  if (CHOOSING.has(method)) return own;
  if (method === 'flat') return flatMapValues(own, elementsOrItself);
  if (method === 'concat') {
    const added = call.getArguments().map((argument) => elementsOrItself(evaluate(argument, scope)));
    return merge([own, ...added]);
  }
  const callback = first && functionValue(evaluate(first, scope));
  if (!callback) return UNKNOWN;
  if (method === 'map') return mapValues(own, (item) => applied(callback, [item]));
  if (method !== 'flatMap') return UNKNOWN;
  return flatMapValues(own, (item) => {
    const result = applied(callback, [item]);
    return result ? elementsOrItself(result) : UNKNOWN;
  });
}

/** Whether the elements of a value are pairs of a key and what stands under it, which `forEach` gives the other way round. */
export function isMap({ node }: Value): boolean {
  return Node.isNewExpression(node) && node.getExpression().getText() === 'Map';
}

function elementsOfMap(method: string, entries: Values): Values {
  if (method === 'entries') return entries;
  if (method === 'keys') return mapValues(entries, (entry) => elementAt(entry, 0));
  return method === 'values' ? mapValues(entries, (entry) => elementAt(entry, 1)) : UNKNOWN;
}

/** `list.entries()`. */
function numbered(value: Value, index: number): Value {
  const { node, scope } = value;
  return { node, scope, parts: [{ node, scope, text: String(index) }, value] };
}

function elementsOrItself(value: Value): Values {
  if (Node.isArrayLiteralExpression(value.node) || value.parts) return elementsOf(value);
  return Node.isObjectLiteralExpression(value.node) ? { values: [value], isComplete: true } : elementsOf(value);
}
