import { ts } from 'ts-morph';
import { localsOf } from './locals.ts';

/** What a name is looked up as: the same name may be a type and a value. */
export type Meaning = 'value' | 'type' | 'any';

/**
 * The answer of a look-up. `unsure` where only the compiler knows: namespaces, merged declarations of several kinds, names that
 * may be global.
 */
export type Lookup = ts.NamedDeclaration | 'global' | 'unsure';

/** The declaration that `name` has at `place`, innermost scope first; an import is its own declaration. */
export function lookup(name: string, place: ts.Node, meaning: Meaning): Lookup {
  let from = place;
  for (let scope = place.parent; scope; from = scope, scope = scope.parent) {
    if (ts.isModuleDeclaration(scope) || ts.isConditionalTypeNode(scope)) return 'unsure';
    const declared = visibleFrom(from, localsOf(scope).get(name) ?? [], scope);
    const found = declared.length > 0 ? choose(declared, meaning) : undefined;
    if (found) return found;
  }
  return 'global';
}

/** The one declaration that stands for all of a name in one scope; undefined where it has another meaning. */
export function choose(
  declared: readonly ts.NamedDeclaration[],
  meaning: Meaning,
): ts.NamedDeclaration | 'unsure' | undefined {
  const [first] = declared;
  if (!first) return undefined;
  if (declared.length > 1 && !isOneSymbol(declared)) return 'unsure';
  if (ts.isModuleDeclaration(first)) return 'unsure';
  const value = declared.find(isValue);
  if (isImport(first)) return first;
  if (meaning === 'value') return value;
  return meaning === 'any' || declared.some(isType) ? (value ?? first) : undefined;
}

/** The name of a function expression is behind its parameters, and a default sees no variable of the body. */
function visibleFrom(
  from: ts.Node,
  declared: readonly ts.NamedDeclaration[],
  scope: ts.Node,
): readonly ts.NamedDeclaration[] {
  if (declared.length === 0) return declared;
  const inner = declared.length > 1 ? declared.filter((each) => each !== scope) : declared;
  return ts.isParameter(from) ? inner.filter(isInSignature) : inner;
}

function isInSignature(declaration: ts.Node): boolean {
  let node = declaration;
  while (ts.isBindingElement(node)) node = node.parent.parent;
  return ts.isParameter(node) || ts.isTypeParameterDeclaration(node) || ts.isFunctionExpression(node);
}

/** Overloads, a type beside a value: what the compiler joins. It joins an exported one with no other. */
function isOneSymbol(declared: readonly ts.NamedDeclaration[]): boolean {
  if (declared.some((each) => ts.isModuleDeclaration(each) || isImport(each) || isVariable(each))) {
    return declared.filter(isValue).length === 1 && !declared.some(isImport) && isExportedAlike(declared);
  }
  const values = declared.filter(isValue);
  return (values.length < 2 || values.every(ts.isFunctionDeclaration)) && isExportedAlike(declared);
}

function isExportedAlike(declared: readonly ts.NamedDeclaration[]): boolean {
  return new Set(declared.map(isExported)).size === 1;
}

export function isExported(declaration: ts.Node): boolean {
  return (ts.getCombinedModifierFlags(declaration as ts.Declaration) & ts.ModifierFlags.Export) !== 0;
}

function isVariable(node: ts.Node): boolean {
  return ts.isVariableDeclaration(node) || ts.isBindingElement(node) || ts.isParameter(node);
}

function isValue(node: ts.Node): boolean {
  const isNamed =
    ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isEnumDeclaration(node) || ts.isEnumMember(node);
  return isNamed || isVariable(node);
}

function isType(node: ts.Node): boolean {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isClassLike(node) ||
    ts.isEnumDeclaration(node)
  );
}

export function isImport(node: ts.Node): boolean {
  return (
    ts.isImportSpecifier(node) ||
    ts.isImportClause(node) ||
    ts.isNamespaceImport(node) ||
    ts.isImportEqualsDeclaration(node)
  );
}
