import { ts } from 'ts-morph';

/**
 * What an identifier is where it stands: a name that is looked up, the name of the declaration it stands in, or something that
 * takes types to tell, as the member of an object does.
 */
export type Position = 'value' | 'type' | 'any' | 'declares' | 'unsure';

export function positionOf(name: ts.Identifier): Position {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === name ? 'unsure' : 'value';
  if (isDeclaring(parent))
    return parent.name === name ? declaring(parent) : isInitializer(name, parent) ? 'value' : 'unsure';
  if (EXPRESSIONS.has(parent.kind)) return 'value';
  if (ts.isTypeReferenceNode(parent)) return 'type';
  if (ts.isExpressionWithTypeArguments(parent)) return isExtended(parent) ? 'value' : 'type';
  return ts.isExportAssignment(parent) ? 'any' : 'unsure';
}

type Declaring =
  | ts.VariableDeclaration
  | ts.ParameterDeclaration
  | ts.BindingElement
  | ts.PropertyAssignment
  | ts.PropertyDeclaration
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.EnumDeclaration
  | ts.ImportSpecifier
  | ts.ImportClause
  | ts.NamespaceImport
  | ts.ExportSpecifier;

const DECLARING: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.Parameter,
  ts.SyntaxKind.BindingElement,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.EnumDeclaration,
  ts.SyntaxKind.ImportSpecifier,
  ts.SyntaxKind.ImportClause,
  ts.SyntaxKind.NamespaceImport,
  ts.SyntaxKind.ExportSpecifier,
]);

function isDeclaring(node: ts.Node): node is Declaring {
  return DECLARING.has(node.kind);
}

/** A `var` may be declared a second time, and members of a class may come from a base or an interface of its name. */
function declaring(declaration: Declaring): Position {
  if (ts.isPropertyDeclaration(declaration)) return 'unsure';
  if (ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration)) {
    const isParameter = ts.isParameter(rootOf(declaration));
    return isParameter || ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.BlockScoped ? 'declares' : 'unsure';
  }
  return isJoinable(declaration) ? 'any' : 'declares';
}

/** The variable or parameter that a pattern takes apart. */
function rootOf(declaration: ts.Node): ts.Node {
  return ts.isBindingElement(declaration) ? rootOf(declaration.parent.parent) : declaration;
}

/** Declarations that others of the same name may be joined with. */
function isJoinable(declaration: ts.Node): boolean {
  return (
    ts.isFunctionDeclaration(declaration) ||
    ts.isClassDeclaration(declaration) ||
    ts.isInterfaceDeclaration(declaration) ||
    ts.isTypeAliasDeclaration(declaration) ||
    ts.isEnumDeclaration(declaration)
  );
}

function isInitializer(name: ts.Identifier, declaration: Declaring): boolean {
  return 'initializer' in declaration && declaration.initializer === name;
}

/** Of `class A extends B implements C`, only B is a value. */
function isExtended({ parent }: ts.ExpressionWithTypeArguments): boolean {
  return ts.isHeritageClause(parent) && parent.token === ts.SyntaxKind.ExtendsKeyword && ts.isClassLike(parent.parent);
}

/** What holds expressions and nothing else that is a name. */
const EXPRESSIONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.CaseClause,
  ts.SyntaxKind.ComputedPropertyName,
  ts.SyntaxKind.ConditionalExpression,
  ts.SyntaxKind.Decorator,
  ts.SyntaxKind.DeleteExpression,
  ts.SyntaxKind.DoStatement,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.ExpressionStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.NonNullExpression,
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.PostfixUnaryExpression,
  ts.SyntaxKind.PrefixUnaryExpression,
  ts.SyntaxKind.ReturnStatement,
  ts.SyntaxKind.SatisfiesExpression,
  ts.SyntaxKind.SpreadAssignment,
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.TemplateSpan,
  ts.SyntaxKind.ThrowStatement,
  ts.SyntaxKind.TypeOfExpression,
  ts.SyntaxKind.TypeQuery,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.YieldExpression,
]);
