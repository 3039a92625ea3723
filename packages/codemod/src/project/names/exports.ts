import { type SourceFile, ts } from 'ts-morph';
import { localsOf } from './locals.ts';
import { isExported } from './lookup.ts';

/** What a file gives to those that import it. */
export interface Exports {
  readonly declared: ReadonlyMap<string, readonly ts.NamedDeclaration[]>;
  /** `export { a as b }`, also from another file. */
  readonly specifiers: ReadonlyMap<string, ts.ExportSpecifier>;
  readonly assignment: ts.ExportAssignment | undefined;
  /** The modules of `export *`. */
  readonly stars: readonly string[];
}

const known = new WeakMap<ts.SourceFile, Exports | 'unsure'>();

/** `unsure` for what only the compiler understands: CommonJS, `export =`, namespaces as exports. */
export function exportsOf({ compilerNode: file }: SourceFile): Exports | 'unsure' {
  const before = known.get(file);
  if (before) return before;
  const made = isPlainModule(file) ? collect(file) : 'unsure';
  known.set(file, made);
  return made;
}

function isPlainModule(file: ts.SourceFile): boolean {
  const isTypeScript = (file.flags & ts.NodeFlags.JavaScriptFile) === 0;
  return isTypeScript && ts.isExternalModule(file) && !file.statements.some(isUnusual);
}

function isUnusual(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return statement.isExportEquals === true;
  const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
  return (clause && ts.isNamespaceExport(clause)) || (ts.isImportEqualsDeclaration(statement) && isExported(statement));
}

function collect(file: ts.SourceFile): Exports {
  const declared = new Map<string, readonly ts.NamedDeclaration[]>();
  for (const [name, named] of localsOf(file)) {
    const exported = named.filter(isExported);
    if (exported.length > 0) declared.set(exported.some(isDefault) ? 'default' : name, exported);
  }
  const statements = file.statements.filter(ts.isExportDeclaration);
  const specifiers = statements.flatMap(({ exportClause }) =>
    exportClause && ts.isNamedExports(exportClause) ? [...exportClause.elements] : [],
  );
  return {
    declared: withUnnamedDefault(declared, file),
    specifiers: new Map(specifiers.map((specifier) => [specifier.name.text, specifier])),
    assignment: file.statements.find(ts.isExportAssignment),
    stars: statements.filter(({ exportClause }) => !exportClause).flatMap((statement) => specifierOf(statement) ?? []),
  };
}

/** `export default function () {}` declares no name in the file. */
function withUnnamedDefault(
  declared: Map<string, readonly ts.NamedDeclaration[]>,
  file: ts.SourceFile,
): ReadonlyMap<string, readonly ts.NamedDeclaration[]> {
  for (const statement of file.statements) {
    const isUnnamed = (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && !statement.name;
    if (isUnnamed && isDefault(statement)) declared.set('default', [statement]);
  }
  return declared;
}

function isDefault(declaration: ts.Node): boolean {
  return (ts.getCombinedModifierFlags(declaration as ts.Declaration) & ts.ModifierFlags.Default) !== 0;
}

/** The module that an import or re-export names. */
export function specifierOf({ moduleSpecifier }: ts.ExportDeclaration | ts.ImportDeclaration): string | undefined {
  return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
}
