import { Node, type SourceFile, SyntaxKind } from 'ts-morph';

/** How a file writes its statements, so that an inserted one looks like its neighbours. */
export interface SourceStyle {
  readonly quote: "'" | '"';
  readonly semicolon: ';' | '';
  readonly eol: '\n' | '\r\n';
}

export function sourceStyle(file: SourceFile): SourceStyle {
  return { quote: quoteOf(file), semicolon: semicolonOf(file), eol: endOfLine(file.getFullText()) };
}

/** The line ending of the first line, which is the whole file's unless somebody mixed them. */
export function endOfLine(text: string): '\n' | '\r\n' {
  const newline = text.indexOf('\n');
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}

/** Module specifiers speak first: a file may quote prose differently to avoid escapes. */
function quoteOf(file: SourceFile): "'" | '"' {
  const specifier = file.getImportDeclarations().at(-1)?.getModuleSpecifier();
  const literal = specifier ?? file.getFirstDescendantByKind(SyntaxKind.StringLiteral);
  return literal?.getText().startsWith('"') ? '"' : "'";
}

function semicolonOf(file: SourceFile): ';' | '' {
  const statement = file.getImportDeclarations().at(-1) ?? file.getStatements().find(takesSemicolon);
  return statement === undefined || statement.getText().endsWith(';') ? ';' : '';
}

function takesSemicolon(node: Node): boolean {
  return Node.isVariableStatement(node) || Node.isExpressionStatement(node) || Node.isExportDeclaration(node);
}
