import { ts } from 'ts-morph';

/**
 * What other files may use of a file, for an engine that sees only this one: the texts of what it exports, in which every name
 * counts as read elsewhere. A schema that only this file knows can then still be changed where it is declared.
 */
export function exposedText(source: string, fileName: string): string {
  const { statements } = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const found = new Set(statements.filter(isExport));
  let texts = [...found].map(exposedPart);
  for (let size = -1; size !== found.size; texts = [...found].map(exposedPart)) {
    size = found.size;
    const words = new Set(texts.join(' ').match(/[\w$]+/g));
    for (const statement of statements)
      if (declaredNames(statement).some((name) => words.has(name))) found.add(statement);
  }
  return texts.join('\n');
}

function isExport(statement: ts.Statement): boolean {
  if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) return true;
  if (ts.isExpressionStatement(statement)) return /^(?:module\.)?exports\b/.test(statement.getText());
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(isExportModifier);
}

function isExportModifier({ kind }: ts.Modifier): boolean {
  return kind === ts.SyntaxKind.ExportKeyword;
}

/** Bodies of functions use names without giving them away; `name(` stands for the calls that other files make. */
function exposedPart(node: ts.Node): string {
  if (ts.isFunctionDeclaration(node)) return `${node.name?.text ?? ''}(`;
  if (ts.isClassDeclaration(node)) return `${node.name?.text ?? ''}( ${node.members.map(exposedPart).join('\n')}`;
  if (ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node)) return `${node.name?.getText() ?? ''}(`;
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.map(exposedPart).join('\n');
  const value = (ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) && node.initializer;
  if (value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) return `${node.name.getText()}(`;
  return node.getText();
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}
