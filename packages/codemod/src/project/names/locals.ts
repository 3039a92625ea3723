import { ts } from 'ts-morph';
import { hoistedVariables } from './hoisted-variables.ts';

/** What names mean in one scope. A name may be declared several times: overloads, or a type beside a value. */
export type Locals = ReadonlyMap<string, readonly ts.NamedDeclaration[]>;

const known = new WeakMap<ts.Node, Locals>();

const NONE: Locals = new Map();

/** The names that a node declares for what is inside of it; of a file, its own declarations and imports. */
export function localsOf(scope: ts.Node): Locals {
  return SCOPES.has(scope.kind) || ts.isFunctionLike(scope) ? (known.get(scope) ?? collect(scope)) : NONE;
}

function collect(scope: ts.Node): Locals {
  const locals = new Map<string, ts.NamedDeclaration[]>();
  for (const declaration of declarationsIn(scope)) {
    for (const [name, named] of namesOf(declaration)) {
      const same = locals.get(name);
      if (same) same.push(named);
      else locals.set(name, [named]);
    }
  }
  known.set(scope, locals);
  return locals;
}

/** Beside functions, what can declare names for what is inside of it. Namespaces are left to the compiler. */
const SCOPES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.SourceFile,
  ts.SyntaxKind.Block,
  ts.SyntaxKind.CaseBlock,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.CatchClause,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.MappedType,
  ts.SyntaxKind.EnumDeclaration,
]);

function declarationsIn(scope: ts.Node): readonly ts.NamedDeclaration[] {
  if (ts.isSourceFile(scope)) return [...scope.statements.flatMap(declaredBy), ...hoistedVariables(scope.statements)];
  if (ts.isFunctionLike(scope)) return inFunction(scope);
  if (ts.isBlock(scope)) return ts.isFunctionLike(scope.parent) ? [] : scope.statements.flatMap(declaredBy);
  if (ts.isCaseBlock(scope)) return scope.clauses.flatMap((clause) => [...clause.statements]).flatMap(declaredBy);
  if (ts.isForStatement(scope) || ts.isForOfStatement(scope) || ts.isForInStatement(scope))
    return blockScoped(scope.initializer);
  if (ts.isCatchClause(scope)) return scope.variableDeclaration ? [scope.variableDeclaration] : [];
  if (ts.isClassLike(scope)) return [...ownName(scope), ...(scope.typeParameters ?? [])];
  if (ts.isInterfaceDeclaration(scope) || ts.isTypeAliasDeclaration(scope)) return scope.typeParameters ?? [];
  if (ts.isMappedTypeNode(scope)) return [scope.typeParameter];
  return ts.isEnumDeclaration(scope) ? scope.members : [];
}

/** Parameters and the variables of the body share one scope. */
function inFunction(node: ts.SignatureDeclaration): readonly ts.NamedDeclaration[] {
  const body = 'body' in node ? node.body : undefined;
  const statements = body && ts.isBlock(body as ts.Node) ? (body as ts.Block).statements : [];
  return [
    ...ownName(node),
    ...(node.typeParameters ?? []),
    ...node.parameters,
    ...statements.flatMap(declaredBy),
    ...hoistedVariables(statements),
  ];
}

/** The name of a function or class expression exists only inside of it. */
function ownName(node: ts.SignatureDeclaration | ts.ClassLikeDeclaration): readonly ts.NamedDeclaration[] {
  return ts.isFunctionExpression(node) || ts.isClassExpression(node) ? [node] : [];
}

/** What a statement declares for the scope it stands in; `var` is for the function around it. */
function declaredBy(statement: ts.Statement): readonly ts.NamedDeclaration[] {
  if (ts.isVariableStatement(statement)) return blockScoped(statement.declarationList);
  if (ts.isImportDeclaration(statement)) return importsOf(statement);
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement);
  return isNamed ? [statement] : [];
}

function blockScoped(list: ts.ForInitializer | undefined): readonly ts.NamedDeclaration[] {
  const isList = list && ts.isVariableDeclarationList(list) && (list.flags & ts.NodeFlags.BlockScoped) !== 0;
  return isList ? list.declarations : [];
}

function importsOf({ importClause }: ts.ImportDeclaration): readonly ts.NamedDeclaration[] {
  if (!importClause) return [];
  const { name, namedBindings } = importClause;
  const named = namedBindings ? (ts.isNamedImports(namedBindings) ? namedBindings.elements : [namedBindings]) : [];
  return name ? [importClause, ...named] : named;
}

/** A pattern declares the names inside of it. */
function namesOf(declaration: ts.NamedDeclaration): [string, ts.NamedDeclaration][] {
  const { name } = declaration;
  if (!name) return [];
  if (ts.isIdentifier(name) || ts.isStringLiteral(name)) return [[name.text, declaration]];
  if (!ts.isObjectBindingPattern(name) && !ts.isArrayBindingPattern(name)) return [];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesOf(element) : []));
}
