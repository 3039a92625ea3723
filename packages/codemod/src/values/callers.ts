import { type CallExpression, Node } from 'ts-morph';
import { isTestFile } from '../clients/test-file.ts';
import { findNames } from '../project/find-calls.ts';
import type { ToolProject } from '../project/parse.ts';
import { declarationOf, declarationOfUse } from '../project/resolve-value.ts';
import { type FunctionNode, isFunction, withArguments } from './call.ts';
import { calledAs } from './called-as.ts';
import { elementsOf } from './collection.ts';
import { evaluate } from './evaluate.ts';
import { type Scopes, scopesAt } from './scopes.ts';
import { NO_SCOPE, type Scope, type Value } from './value.ts';

/** Wrappers around wrappers are followed this far. */
const MAX_WRAPPERS = 4;

/**
 * One scope for each time that a place is reached with its own values for `expressions`: by the loops around it and, where
 * they read parameters of a function around it, by the calls of that function.
 */
export function scopesFor(
  place: Node,
  expressions: readonly Node[],
  project: ToolProject,
  wrappers = MAX_WRAPPERS,
): Scopes {
  const owner =
    wrappers > 0 ? expressions.map((expression) => parameterOwner(expression, place)).find(Boolean) : undefined;
  if (!owner) return scopesAt(place, NO_SCOPE);
  const { calls, isComplete } = callsOf(owner, project);
  const reached = calls.map(({ call, given }) => {
    const outer = scopesFor(call, [...call.getArguments(), call.getExpression()], project, wrappers - 1);
    const inner = outer.scopes.map((scope) => {
      const times = given(scope);
      const within = times.values.map((values) => scopesAt(place, withArguments({ node: owner, scope }, values)));
      return mergeScopes(within, times.isComplete);
    });
    return mergeScopes(inner, outer.isComplete);
  });
  const all = mergeScopes(reached, isComplete);
  // A parameter that nobody is seen to give may matter little to the expressions.
  return all.scopes.length > 0 ? all : scopesAt(place, NO_SCOPE);
}

function mergeScopes(parts: readonly Scopes[], isComplete: boolean): Scopes {
  return {
    scopes: parts.flatMap(({ scopes }) => scopes),
    isComplete: isComplete && parts.every((part) => part.isComplete),
  };
}

/** The named function around `place` whose parameter an expression reads, directly or through constants. */
export function parameterOwner(expression: Node, place: Node, depth = 5): FunctionNode | undefined {
  const names = Node.isIdentifier(expression) ? [expression] : expression.getDescendants().filter(Node.isIdentifier);
  for (const name of names) {
    const declaration = declarationOfUse(name);
    const parameter = declaration && parameterAround(declaration);
    const owner = parameter?.getParent();
    if (owner && isFunction(owner) && isAround(owner, place) && calledAs(owner).length > 0) return owner;
    const origin = declaration && originOf(declaration, owner);
    const isLocal = origin?.getFirstAncestor(isFunction) !== undefined;
    const further = isLocal && origin && depth > 0 ? parameterOwner(origin, place, depth - 1) : undefined;
    if (further) return further;
  }
  return undefined;
}

/** Where a local name has its value from: a constant, what a loop goes through, the list that a callback is given to. */
function originOf(declaration: Node, callback: Node | undefined): Node | undefined {
  const call = callback?.getParent();
  const callee = Node.isCallExpression(call) ? call.getExpression() : undefined;
  if (callback && Node.isPropertyAccessExpression(callee)) return callee.getExpression();
  if (Node.isBindingElement(declaration)) return originOf(declaration.getParent().getParent(), callback);
  if (!Node.isVariableDeclaration(declaration)) return undefined;
  const loop = declaration.getParent().getParent();
  return Node.isForOfStatement(loop) ? loop.getExpression() : declaration.getInitializer();
}

/** The parameter that a name is declared as, or taken out of. */
export function parameterAround(declaration: Node): Node | undefined {
  if (Node.isParameterDeclaration(declaration)) return declaration;
  return Node.isBindingElement(declaration) ? parameterAround(declaration.getParent().getParent()) : undefined;
}

function isAround(owner: Node, place: Node): boolean {
  return place.getFirstAncestor((ancestor) => ancestor === owner) !== undefined;
}

/** A call, and the arguments of each time that it calls the function. */
interface Caller {
  readonly call: CallExpression;
  /** Whether the function is given to the call, which calls it for each element of a list. */
  readonly isIteration: boolean;
  given(scope: Scope): { readonly values: readonly (readonly Value[])[]; readonly isComplete: boolean };
}

interface Calls {
  readonly calls: readonly Caller[];
  readonly isComplete: boolean;
}

/** Calls in tests register no tools of the server. */
export function callsOf(owner: FunctionNode, project: ToolProject): Calls {
  const names = calledAs(owner);
  const declarations = new Set(names.map(({ declaration }) => declaration));
  const texts = [...new Set(names.map(({ text }) => text))];
  const uses = project.files
    .filter((file) => !isTestFile(project.pathOf(file)))
    .flatMap((file) => texts.flatMap((text) => findNames(file, text)))
    .filter((use) => !isNaming(use, declarations))
    .filter((use) => declarations.has(declarationOf(use) as Node));
  const calls = uses.flatMap((use) => callOf(use) ?? iterationWith(use) ?? []);
  const isElsewhere = project.unparsed.some(
    (file) => !isTestFile(file.path) && texts.some((text) => file.text.includes(`${text}(`)),
  );
  return { calls, isComplete: calls.length === uses.length && !isElsewhere };
}

/** Imports, exports, the properties that hold a function, and the other declarations of an overloaded one call nothing. */
function isNaming(use: Node, declarations: ReadonlySet<Node>): boolean {
  const parent = use.getParent();
  if (parent && declarations.has(parent)) return true;
  if (Node.isImportSpecifier(parent) || Node.isExportSpecifier(parent)) return parent.getAliasNode() === undefined;
  return Node.isImportClause(parent) || Node.isFunctionDeclaration(parent) || Node.isMethodDeclaration(parent);
}

function callOf(use: Node): Caller | undefined {
  const callee = accessTo(use);
  const call = callee.getParent();
  if (!Node.isCallExpression(call) || call.getExpression() !== callee) return undefined;
  const given = (scope: Scope) => ({
    values: [call.getArguments().map((argument) => evaluate(argument, scope))],
    isComplete: true,
  });
  return { call, isIteration: false, given };
}

/** `tools.forEach(register)`. */
function iterationWith(use: Node): Caller | undefined {
  const call = accessTo(use).getParent();
  const callee = Node.isCallExpression(call) ? call.getExpression() : undefined;
  if (!Node.isCallExpression(call) || !Node.isPropertyAccessExpression(callee)) return undefined;
  if (!['forEach', 'map'].includes(callee.getName()) || call.getArguments()[0] !== accessTo(use)) return undefined;
  const given = (scope: Scope) => {
    const { values, isComplete } = elementsOf(evaluate(callee.getExpression(), scope));
    return { values: values.map((value) => [value]), isComplete };
  };
  return { call, isIteration: true, given };
}

function accessTo(use: Node): Node {
  const access = use.getParent();
  return Node.isPropertyAccessExpression(access) && access.getNameNode() === use ? access : use;
}
