import {
  type BindingElement,
  type ImportDeclaration,
  type ImportSpecifier,
  Node,
  type SourceFile,
  type Statement,
  type VariableStatement,
} from 'ts-morph';
import type { ListItem } from './list-insertion.ts';

export const LIBRARY = '@mcp-multi-account/cred-extract';

/** What a file, or one statement of it, already imports of the library as values. */
export interface LibraryBindings {
  /** Under the exported name, where a specifier stands and what the file calls it. */
  readonly names: readonly (ListItem & { readonly local: string })[];
  /** The local name of the whole library, where the file imports it as one object. */
  readonly namespace: string | undefined;
  /** What separates an exported name from its alias in the statement that further names can join. */
  readonly aliasWord: ' as ' | ': ';
}

/** Every statement of the file that imports from the library. */
export function libraryBindings(file: SourceFile): LibraryBindings[] {
  return file.getFullText().includes(LIBRARY) ? file.getStatements().flatMap(bindingsOf) : [];
}

function bindingsOf(statement: Statement): LibraryBindings[] {
  if (Node.isImportDeclaration(statement)) return importBindings(statement);
  if (Node.isVariableStatement(statement)) return requireBindings(statement);
  if (!Node.isImportEqualsDeclaration(statement) || !requiresLibrary(statement.getModuleReference())) return [];
  return [{ names: [], namespace: statement.getName(), aliasWord: ' as ' }];
}

function importBindings(statement: ImportDeclaration): LibraryBindings[] {
  if (statement.getModuleSpecifierValue() !== LIBRARY || statement.isTypeOnly()) return [];
  const names = statement.getNamedImports().map(importedName);
  return [{ names, namespace: statement.getNamespaceImport()?.getText(), aliasWord: ' as ' }];
}

/** A name that is imported as a type only keeps its place in the list and cannot be called. */
function importedName(node: ImportSpecifier): LibraryBindings['names'][number] {
  const key = node.isTypeOnly() ? `type ${node.getName()}` : node.getName();
  return { ...listItem(node, key), local: node.getAliasNode()?.getText() ?? node.getName() };
}

function requireBindings(statement: VariableStatement): LibraryBindings[] {
  return statement.getDeclarations().flatMap((declaration): LibraryBindings[] => {
    if (!requiresLibrary(declaration.getInitializer())) return [];
    const name = declaration.getNameNode();
    if (Node.isIdentifier(name)) return [{ names: [], namespace: name.getText(), aliasWord: ': ' }];
    if (!Node.isObjectBindingPattern(name)) return [];
    return [{ names: name.getElements().map(requiredName), namespace: undefined, aliasWord: ': ' }];
  });
}

function requiredName(node: BindingElement): LibraryBindings['names'][number] {
  return { ...listItem(node, node.getPropertyNameNode()?.getText() ?? node.getName()), local: node.getName() };
}

function listItem(node: Node, key: string): ListItem {
  return { key, fullStart: node.getPos(), start: node.getStart(), end: node.getEnd() };
}

/** `require('…')` as an expression, and as the module reference of `import x = require('…')`. */
function requiresLibrary(node: Node | undefined): boolean {
  return node !== undefined && /^require\s*\(\s*(["'])(.*)\1\s*\)$/.exec(node.getText())?.[2] === LIBRARY;
}
