import { type CallExpression, Node } from 'ts-morph';
import { isTestFile } from '../clients/test-file.ts';
import { findNames } from '../project/find-calls.ts';
import type { ToolProject } from '../project/parse.ts';
import { declarationOf, declarationOfUse } from '../project/resolve-value.ts';
import { type FunctionNode, isFunction, withArguments } from './call.ts';
import { evaluate } from './evaluate.ts';
import { type Scopes, scopesAt } from './scopes.ts';
import { NO_SCOPE } from './value.ts';

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
  const reached = calls.map((call) => {
    const given = call.getArguments();
    const outer = scopesFor(call, given, project, wrappers - 1);
    const inner = outer.scopes.map((scope) => {
      const values = given.map((argument) => evaluate(argument, scope));
      return scopesAt(place, withArguments({ node: owner, scope }, values));
    });
    return [outer, ...inner.map((scopes) => ({ ...scopes, isInner: true }))];
  });
  const all = reached.flat();
  return {
    scopes: all.flatMap((found) => ('isInner' in found ? found.scopes : [])),
    isComplete: isComplete && all.every((found) => found.isComplete),
  };
}

/** The named function around `place` whose parameter an expression reads, directly or through constants. */
function parameterOwner(expression: Node, place: Node, depth = 5): FunctionNode | undefined {
  const names = Node.isIdentifier(expression) ? [expression] : expression.getDescendants().filter(Node.isIdentifier);
  for (const name of names) {
    const declaration = declarationOfUse(name);
    const parameter = declaration && parameterAround(declaration);
    const owner = parameter?.getParent();
    if (owner && isFunction(owner) && isAround(owner, place) && nameOf(owner)) return owner;
    const initializer = Node.isVariableDeclaration(declaration) ? declaration.getInitializer() : undefined;
    const isLocal = initializer !== undefined && declaration?.getFirstAncestor(isFunction) !== undefined;
    const further = isLocal && depth > 0 ? parameterOwner(initializer, place, depth - 1) : undefined;
    if (further) return further;
  }
  return undefined;
}

/** The parameter that a name is declared as, or taken out of. */
function parameterAround(declaration: Node): Node | undefined {
  if (Node.isParameterDeclaration(declaration)) return declaration;
  return Node.isBindingElement(declaration) ? parameterAround(declaration.getParent().getParent()) : undefined;
}

function isAround(owner: Node, place: Node): boolean {
  return place.getFirstAncestor((ancestor) => ancestor === owner) !== undefined;
}

/** The name that a function is called by. */
function nameOf(owner: FunctionNode): Node | undefined {
  if (Node.isFunctionDeclaration(owner)) return owner.getNameNode();
  if (Node.isMethodDeclaration(owner)) return owner.getNameNode();
  const variable = owner.getParent();
  return Node.isVariableDeclaration(variable) ? variable.getNameNode() : undefined;
}

interface Calls {
  readonly calls: readonly CallExpression[];
  readonly isComplete: boolean;
}

/** Calls in tests register no tools of the server. */
function callsOf(owner: FunctionNode, project: ToolProject): Calls {
  const name = nameOf(owner);
  const text = name?.getText() ?? '';
  const uses = project.files
    .filter((file) => !isTestFile(project.pathOf(file)))
    .flatMap((file) => findNames(file, text))
    .filter((use) => use !== name && declarationOf(use) === name?.getParent())
    .filter((use) => !isNaming(use));
  const calls = uses.flatMap((use) => callOf(use) ?? []);
  const isElsewhere = project.unparsed.some((file) => !isTestFile(file.path) && file.text.includes(`${text}(`));
  return { calls, isComplete: calls.length === uses.length && !isElsewhere };
}

/** Imports, exports and the other declarations of an overloaded function call nothing. */
function isNaming(use: Node): boolean {
  const parent = use.getParent();
  if (Node.isImportSpecifier(parent) || Node.isExportSpecifier(parent)) return parent.getAliasNode() === undefined;
  return Node.isImportClause(parent) || Node.isFunctionDeclaration(parent) || Node.isMethodDeclaration(parent);
}

function callOf(use: Node): CallExpression | undefined {
  const access = use.getParent();
  const callee = Node.isPropertyAccessExpression(access) && access.getNameNode() === use ? access : use;
  const call = callee.getParent();
  return Node.isCallExpression(call) && call.getExpression() === callee ? call : undefined;
}
