import { type CallExpression, Node, type SourceFile, SyntaxKind } from 'ts-morph';

/** A package or file that a source file loads as a value. */
export interface ImportedModule {
  readonly module: string;
  readonly line: number;
}

/** Every module a file imports or requires, type-only imports not included. */
export function importedModules(file: SourceFile): ImportedModule[] {
  const declarations = file.getImportDeclarations().filter((declaration) => !isTypeOnly(declaration));
  const imports = declarations.map((node) => ({
    module: node.getModuleSpecifierValue(),
    line: node.getStartLineNumber(),
  }));
  const calls = /\brequire\b|\bimport\s*\(/.test(file.getFullText())
    ? file.getDescendantsOfKind(SyntaxKind.CallExpression)
    : [];
  return [...imports, ...calls.flatMap(loadedModule)];
}

function isTypeOnly(declaration: ReturnType<SourceFile['getImportDeclarations']>[number]): boolean {
  if (declaration.isTypeOnly()) return true;
  const names = declaration.getNamedImports();
  const others = declaration.getDefaultImport() ?? declaration.getNamespaceImport();
  return names.length > 0 && !others && names.every((name) => name.isTypeOnly());
}

function loadedModule(call: CallExpression): ImportedModule[] {
  const [specifier] = call.getArguments();
  if (!Node.isStringLiteral(specifier) || !['require', 'import'].includes(call.getExpression().getText())) return [];
  return [{ module: specifier.getLiteralValue(), line: call.getStartLineNumber() }];
}
