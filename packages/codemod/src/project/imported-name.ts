import {
  type BindingElement,
  type CallExpression,
  type Identifier,
  type NamespaceExport,
  Node,
  SyntaxKind,
  type Symbol as TsSymbol,
} from 'ts-morph';
import { declaredAs } from './names/declared-as.ts';

/** What a package exports under which name: `{ module: 'zod', name: 'z' }`; `*` for the module as one object. */
export interface ImportedName {
  readonly module: string;
  readonly name: string;
}

/**
 * The package export that an expression denotes: through named, aliased, default and namespace imports, `require`, dynamic
 * import, and re-exports by project files. Undefined for anything else, type-only imports included.
 */
export function importedName(expression: Node): ImportedName | undefined {
  if (Node.isPropertyAccessExpression(expression)) {
    return memberOf(importedName(expression.getExpression()), expression.getName());
  }
  if (Node.isQualifiedName(expression)) {
    return memberOf(importedName(expression.getLeft()), expression.getRight().getText());
  }
  return Node.isIdentifier(expression) ? nameOfIdentifier(expression) : nameOfModule(expression);
}

/** Default and namespace imports of a CommonJS package are the same object. */
function memberOf(owner: ImportedName | undefined, name: string): ImportedName | undefined {
  return owner && (owner.name === '*' || owner.name === 'default') ? { module: owner.module, name } : undefined;
}

function nameOfIdentifier(identifier: Identifier): ImportedName | undefined {
  const declared = declaredAs(identifier);
  if (declared === 'unsure') return nameOfSymbol(identifier);
  return declared === 'nothing' ? undefined : nameOfDeclaration(declared.declaration);
}

/** What only the type checker can tell. */
function nameOfSymbol(identifier: Identifier): ImportedName | undefined {
  let symbol: TsSymbol | undefined = identifier.getSymbol();
  const seen = new Set<Node>();
  while (symbol) {
    const declaration: Node | undefined = symbol.getDeclarations()[0];
    if (!declaration || seen.has(declaration)) return undefined;
    seen.add(declaration);
    const next: TsSymbol | undefined = symbol.isAlias() ? symbol.getImmediatelyAliasedSymbol() : undefined;
    if (!next?.getDeclarations().length) return nameOfDeclaration(declaration);
    symbol = next;
  }
  return undefined;
}

function nameOfDeclaration(declaration: Node): ImportedName | undefined {
  if (Node.isImportSpecifier(declaration)) {
    const statement = declaration.getImportDeclaration();
    if (declaration.isTypeOnly() || statement.isTypeOnly()) return undefined;
    return { module: statement.getModuleSpecifierValue(), name: declaration.getName() };
  }
  if (Node.isExportSpecifier(declaration)) {
    const module = declaration.getExportDeclaration().getModuleSpecifierValue();
    return module === undefined ? undefined : { module, name: declaration.getName() };
  }
  if (Node.isNamespaceExport(declaration)) return reExported(declaration);
  if (Node.isNamespaceImport(declaration)) return wholeModule(declaration.getParentOrThrow().getParentOrThrow(), '*');
  if (Node.isImportClause(declaration)) return wholeModule(declaration.getParentOrThrow(), 'default');
  if (Node.isImportEqualsDeclaration(declaration)) return nameOfModule(declaration.getModuleReference());
  if (Node.isVariableDeclaration(declaration)) return importedInitializer(declaration.getInitializer());
  return Node.isBindingElement(declaration) ? nameOfBinding(declaration) : undefined;
}

/** `export * as z from 'zod'` */
function reExported(declaration: NamespaceExport): ImportedName | undefined {
  const module = declaration.getParentIfKind(SyntaxKind.ExportDeclaration)?.getModuleSpecifierValue();
  return module === undefined ? undefined : { module, name: '*' };
}

function wholeModule(statement: Node, name: string): ImportedName | undefined {
  if (!Node.isImportDeclaration(statement) || statement.isTypeOnly()) return undefined;
  return { module: statement.getModuleSpecifierValue(), name };
}

/** `const z = require('zod')`, `const z = require('zod').z`, `const Server = sdk.McpServer`. */
function importedInitializer(initializer: Node | undefined): ImportedName | undefined {
  return initializer && importedName(initializer);
}

function nameOfBinding(element: BindingElement): ImportedName | undefined {
  const variable = element.getParentOrThrow().getParentOrThrow();
  if (!Node.isVariableDeclaration(variable)) return undefined;
  return memberOf(
    importedInitializer(variable.getInitializer()),
    element.getPropertyNameNode()?.getText() ?? element.getName(),
  );
}

function nameOfModule(expression: Node): ImportedName | undefined {
  if (Node.isAwaitExpression(expression) || Node.isParenthesizedExpression(expression)) {
    return nameOfModule(expression.getExpression());
  }
  if (Node.isExternalModuleReference(expression)) return moduleNamed(expression.getExpression());
  return Node.isCallExpression(expression) && loadsModule(expression)
    ? moduleNamed(expression.getArguments()[0])
    : undefined;
}

function loadsModule(call: CallExpression): boolean {
  return ['require', 'import'].includes(call.getExpression().getText());
}

function moduleNamed(specifier: Node | undefined): ImportedName | undefined {
  return Node.isStringLiteral(specifier) ? { module: specifier.getLiteralValue(), name: '*' } : undefined;
}
