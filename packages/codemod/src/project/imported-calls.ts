import { type CallExpression, Node, type SourceFile } from 'ts-morph';
import { findNames } from './find-calls.ts';
import { importedName } from './imported-name.ts';

/** The calls of a function that a package exports, under whatever name the file has it, in order. */
export function findImportedCalls(file: SourceFile, module: RegExp, name: string): CallExpression[] {
  return localNames(file, name)
    .flatMap((local) => findNames(file, local))
    .flatMap((node) => callOf(node) ?? [])
    .filter((call) => isExport(call.getExpression(), module, name))
    .sort((a, b) => a.getStart() - b.getStart());
}

/** Whether an expression is an export of a package. */
export function isExport(expression: Node, module: RegExp, name: string): boolean {
  const imported = importedName(expression);
  return imported !== undefined && imported.name === name && module.test(imported.module);
}

function localNames(file: SourceFile, name: string): string[] {
  const aliases = file
    .getImportDeclarations()
    .flatMap((statement) => statement.getNamedImports())
    .filter((specifier) => specifier.getName() === name)
    .flatMap((specifier) => specifier.getAliasNode()?.getText() ?? []);
  return [...new Set([name, ...aliases])];
}

function callOf(name: Node): CallExpression | undefined {
  const access = name.getParent();
  const callee = Node.isPropertyAccessExpression(access) && access.getNameNode() === name ? access : name;
  const call = callee.getParent();
  return Node.isCallExpression(call) && call.getExpression() === callee ? call : undefined;
}
