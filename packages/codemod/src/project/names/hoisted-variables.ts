import { ts } from 'ts-morph';

/** The `var` declarations of a function's or file's statements, also in blocks and loops: they belong to the whole of it. */
export function hoistedVariables(statements: readonly ts.Node[]): ts.VariableDeclaration[] {
  const found: ts.VariableDeclaration[] = [];
  for (const statement of statements) collect(statement, found);
  return found;
}

function collect(node: ts.Node, found: ts.VariableDeclaration[]): void {
  if (ts.isVariableDeclarationList(node)) {
    if ((node.flags & ts.NodeFlags.BlockScoped) === 0) found.push(...node.declarations);
  } else if (holdsStatements(node)) {
    ts.forEachChild(node, (child) => collect(child, found));
  }
}

/** Only statements hold declarations of the function around them: expressions and functions need not be looked into. */
function holdsStatements(node: ts.Node): boolean {
  return (
    ts.isVariableStatement(node) ||
    ts.isBlock(node) ||
    ts.isIfStatement(node) ||
    ts.isIterationStatement(node, false) ||
    ts.isTryStatement(node) ||
    ts.isCatchClause(node) ||
    ts.isSwitchStatement(node) ||
    ts.isCaseBlock(node) ||
    ts.isCaseOrDefaultClause(node) ||
    ts.isLabeledStatement(node) ||
    ts.isWithStatement(node)
  );
}
