import { type CallExpression, Node, SyntaxKind, type VariableDeclaration } from 'ts-morph';
import { findNames } from '../project/find-calls.ts';
import { declarationOf, unwrap } from '../project/resolve-value.ts';
import { elementsOf } from './collection.ts';
import { evaluate } from './evaluate.ts';
import { scopesAt } from './scopes.ts';
import { merge, type Scope, type Value, type Values } from './value.ts';

/** What is added to a list, set or map after it is made: `const tools = []; for (…) tools.push(tool)`. */
export function addedTo(list: Node, scope: Scope): Values {
  const variable = list.getFirstAncestorByKind(SyntaxKind.VariableDeclaration);
  const initializer = variable?.getInitializer();
  if (!variable || !initializer || unwrap(initializer) !== list) return merge([]);
  const uses = usesOf(variable);
  const calls = uses.flatMap((name) => methodCalledOn(name) ?? []);
  const added = merge(calls.map(({ call, method }) => addedBy(call, method, scope)));
  return { ...added, isComplete: added.isComplete && !(isEmpty(list) && uses.some(isHandedOn)) };
}

/** An exported list may be added to in any file. */
function usesOf(variable: VariableDeclaration): Node[] {
  const own = variable.getSourceFile();
  const files = variable.isExported() || variable.isDefaultExport() ? own.getProject().getSourceFiles() : [own];
  return files
    .flatMap((file) => findNames(file, variable.getName()))
    .filter((name) => name !== variable.getNameNode() && declarationOf(name) === variable);
}

function methodCalledOn(name: Node): { call: CallExpression; method: string } | undefined {
  const access = name.getParent();
  const call = access?.getParent();
  if (!Node.isPropertyAccessExpression(access) || access.getExpression() !== name) return undefined;
  return Node.isCallExpression(call) ? { call, method: access.getName() } : undefined;
}

/** Who is given an empty list is given it to fill it. */
function isHandedOn(name: Node): boolean {
  const call = name.getParent();
  return Node.isCallExpression(call) && call.getExpression() !== name;
}

function isEmpty(list: Node): boolean {
  if (Node.isArrayLiteralExpression(list)) return list.getElements().length === 0;
  return Node.isNewExpression(list) && list.getArguments().length === 0;
}

function addedBy(call: CallExpression, method: string, scope: Scope): Values {
  if (!['push', 'unshift', 'add', 'set'].includes(method)) return merge([]);
  const { scopes, isComplete } = scopesAt(call, scope);
  const added = merge(scopes.map((inner) => given(call, method, inner)));
  return { values: added.values, isComplete: isComplete && added.isComplete };
}

function given(call: CallExpression, method: string, scope: Scope): Values {
  const values = call.getArguments().map((argument): Values => {
    if (Node.isSpreadElement(argument)) return elementsOf(evaluate(argument.getExpression(), scope));
    return { values: [evaluate(argument, scope)], isComplete: true };
  });
  const added = merge(values);
  const pair: Value = { node: call, scope, parts: added.values };
  return method === 'set' ? { values: [pair], isComplete: added.isComplete } : added;
}
