import { ts } from 'ts-morph';

/** What a local name stands for in another module; `*` is the module itself. */
export interface ImportedBinding {
  readonly specifier: string;
  readonly name: string;
}

/** One file by its names, without a type checker: following a program from its first line takes no more. */
export interface SourceModule {
  readonly path: string;
  readonly source: ts.SourceFile;
  readonly imports: ReadonlyMap<string, ImportedBinding>;
  /** Functions, classes and the values of variables at the top of the file, by their local names. */
  readonly declared: ReadonlyMap<string, ts.Node>;
  /** Exported names, to a local name or to what another module exports. */
  readonly exported: ReadonlyMap<string, string | ImportedBinding>;
  /** `export * from …` */
  readonly passedOn: readonly string[];
}

export function sourceModule(path: string, text: string): SourceModule {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const names = { imports: new Map(), declared: new Map(), exported: new Map(), passedOn: [] };
  for (const statement of source.statements) addStatement(statement, names);
  addLoaded(source, names);
  return { path, source, ...names };
}

interface Names {
  readonly imports: Map<string, ImportedBinding>;
  readonly declared: Map<string, ts.Node>;
  readonly exported: Map<string, string | ImportedBinding>;
  readonly passedOn: string[];
}

function addStatement(statement: ts.Statement, names: Names): void {
  if (ts.isImportDeclaration(statement)) addImport(statement, names);
  else if (ts.isVariableStatement(statement)) addVariables(statement, names);
  else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) addDeclaration(statement, names);
  else if (ts.isExportDeclaration(statement)) addExports(statement, names);
  else if (ts.isExportAssignment(statement)) addValue('default', statement.expression, names);
  else if (ts.isExpressionStatement(statement)) addCommonJsExport(statement.expression, names);
}

/** `const { main } = require('./main.js')`, or `await import(…)`, wherever it stands. */
function addLoaded(node: ts.Node, names: Names): void {
  if (ts.isVariableStatement(node)) addImported(node, names);
  node.forEachChild((child) => addLoaded(child, names));
}

function addImported(statement: ts.VariableStatement, names: Names): void {
  for (const { name, initializer } of statement.declarationList.declarations) {
    const specifier = initializer && requiredModule(initializer);
    if (specifier === undefined) continue;
    if (ts.isIdentifier(name)) names.imports.set(name.text, { specifier, name: '*' });
    else if (ts.isObjectBindingPattern(name)) addRequired(name, specifier, names);
  }
}

function addImport({ importClause, moduleSpecifier }: ts.ImportDeclaration, { imports }: Names): void {
  if (!importClause || importClause.isTypeOnly || !ts.isStringLiteral(moduleSpecifier)) return;
  const specifier = moduleSpecifier.text;
  if (importClause.name) imports.set(importClause.name.text, { specifier, name: 'default' });
  const bindings = importClause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) imports.set(bindings.name.text, { specifier, name: '*' });
  for (const { name, propertyName } of bindings && ts.isNamedImports(bindings) ? bindings.elements : [])
    imports.set(name.text, { specifier, name: (propertyName ?? name).text });
}

function addVariables(statement: ts.VariableStatement, names: Names): void {
  for (const { name, initializer } of statement.declarationList.declarations) {
    if (!ts.isIdentifier(name)) continue;
    names.declared.set(name.text, initializer ?? name);
    if (isExported(statement)) names.exported.set(name.text, name.text);
  }
}

function addRequired(pattern: ts.ObjectBindingPattern, specifier: string, { imports }: Names): void {
  for (const { name, propertyName } of pattern.elements) {
    const imported = propertyName ?? name;
    if (ts.isIdentifier(name) && ts.isIdentifier(imported)) imports.set(name.text, { specifier, name: imported.text });
  }
}

/** The `x` of `require('x')` and `await import('x')`. */
export function requiredModule(node: ts.Node): string | undefined {
  if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node)) return requiredModule(node.expression);
  if (!ts.isCallExpression(node)) return undefined;
  const loads = node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
  const [specifier] = node.arguments;
  return loads && specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
}

function addDeclaration(statement: ts.FunctionDeclaration | ts.ClassDeclaration, names: Names): void {
  const local = statement.name?.text ?? 'default';
  names.declared.set(local, statement);
  if (!isExported(statement)) return;
  const isDefault = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  names.exported.set(isDefault ? 'default' : local, local);
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function addExports({ exportClause, moduleSpecifier, isTypeOnly }: ts.ExportDeclaration, names: Names): void {
  const specifier = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
  if (isTypeOnly) return;
  if (!exportClause && specifier !== undefined) names.passedOn.push(specifier);
  for (const { name, propertyName } of exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : []) {
    const local = (propertyName ?? name).text;
    names.exported.set(name.text, specifier === undefined ? local : { specifier, name: local });
  }
}

function addValue(name: string, value: ts.Expression, { exported, declared }: Names): void {
  if (ts.isIdentifier(value)) exported.set(name, value.text);
  else {
    exported.set(name, name);
    declared.set(name, value);
  }
}

/** `module.exports = { createServer }`, `module.exports = createServer`, `exports.createServer = …` */
function addCommonJsExport(expression: ts.Expression, names: Names): void {
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
  const [target, value] = [expression.left.getText(), expression.right];
  const member = /^(?:module\.)?exports\.(\w+)$/.exec(target)?.[1];
  if (member !== undefined) addValue(member, value, names);
  if (target !== 'module.exports') return;
  if (!ts.isObjectLiteralExpression(value)) addValue('default', value, names);
  else for (const property of value.properties) addCommonJsMember(property, names);
}

function addCommonJsMember(property: ts.ObjectLiteralElementLike, names: Names): void {
  if (!property.name || !ts.isIdentifier(property.name)) return;
  if (ts.isShorthandPropertyAssignment(property)) names.exported.set(property.name.text, property.name.text);
  if (ts.isPropertyAssignment(property)) addValue(property.name.text, property.initializer, names);
}
