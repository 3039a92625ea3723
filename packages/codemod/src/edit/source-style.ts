import { type ImportDeclaration, Node, type SourceFile, SyntaxKind } from 'ts-morph';
import { oncePerFile } from '../project/once-per-file.ts';

/** How a file writes its statements, so that an inserted one looks like its neighbours. */
export interface SourceStyle {
  readonly quote: "'" | '"';
  readonly semicolon: ';' | '';
  readonly eol: '\n' | '\r\n';
}

export function sourceStyle(file: SourceFile): SourceStyle {
  return styleOf(file, '');
}

const styleOf = oncePerFile((file): SourceStyle => {
  const lastImport = file.getImportDeclarations().at(-1);
  const eol = endOfLine(file.getFullText());
  return { quote: quoteOf(file, lastImport), semicolon: semicolonOf(file, lastImport), eol };
});

/** The line ending of the first line, which is the whole file's unless somebody mixed them. */
export function endOfLine(text: string): '\n' | '\r\n' {
  const newline = text.indexOf('\n');
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}

/** Module specifiers speak first: a file may quote prose differently to avoid escapes. */
function quoteOf(file: SourceFile, lastImport: ImportDeclaration | undefined): "'" | '"' {
  const specifier = lastImport?.getModuleSpecifier();
  const literal = specifier ?? file.getFirstDescendantByKind(SyntaxKind.StringLiteral);
  return literal?.getText().startsWith('"') ? '"' : "'";
}

function semicolonOf(file: SourceFile, lastImport: ImportDeclaration | undefined): ';' | '' {
  const statement = lastImport ?? file.getStatements().find(takesSemicolon);
  return statement === undefined || statement.getText().endsWith(';') ? ';' : '';
}

function takesSemicolon(node: Node): boolean {
  return Node.isVariableStatement(node) || Node.isExpressionStatement(node) || Node.isExportDeclaration(node);
}
