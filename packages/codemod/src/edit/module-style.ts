import { Node, type SourceFile, type Statement, SyntaxKind, ts } from 'ts-morph';

/** How a file brings names in: `import { x } from`, `const { x } = require()`, or TypeScript's `import x = require()`. */
export type ModuleStyle = 'import' | 'require' | 'import-equals';

/** The syntax of the file decides; its extension only where the syntax does not. */
export function moduleStyle(file: SourceFile): ModuleStyle {
  if (file.compilerNode.statements.some(ts.isImportDeclaration)) return 'import';
  if (isTypeScript(file)) return file.getStatements().some(Node.isImportEqualsDeclaration) ? 'import-equals' : 'import';
  const extension = file.getExtension();
  if (extension === '.cjs') return 'require';
  return extension !== '.mjs' && !hasExports(file) && isCommonJs(file) ? 'require' : 'import';
}

/** `const x = require('y')`, also with a member or a call after it, and `require('dotenv').config()`. */
export function isRequireStatement(statement: Statement): boolean {
  if (Node.isExpressionStatement(statement)) return isRequireChain(statement.getExpression());
  if (!Node.isVariableStatement(statement)) return false;
  return statement.getDeclarations().every((declaration) => isRequireChain(declaration.getInitializer()));
}

/** A `require` of a TypeScript file is untyped, and an untyped `perAccount` would leave its callback without types. */
function isTypeScript(file: SourceFile): boolean {
  return /\.[cm]?tsx?$/.test(file.getFilePath());
}

function hasExports(file: SourceFile): boolean {
  return file.getStatements().some((statement) => {
    if (Node.isExportDeclaration(statement) || Node.isExportAssignment(statement)) return true;
    return Node.isModifierable(statement) && statement.hasModifier(SyntaxKind.ExportKeyword);
  });
}

function isCommonJs(file: SourceFile): boolean {
  return file.getStatements().some(isRequireStatement) || /\b(?:module\.)?exports\b/.test(file.getFullText());
}

function isRequireChain(node: Node | undefined): boolean {
  if (Node.isPropertyAccessExpression(node)) return isRequireChain(node.getExpression());
  if (!Node.isCallExpression(node)) return false;
  return node.getExpression().getText() === 'require' || isRequireChain(node.getExpression());
}
