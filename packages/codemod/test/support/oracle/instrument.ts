import ts from 'typescript';

/**
 * A server's source in which every function reports that it runs, with what it was given, and every AWS client that is
 * asked for its region reports too: calls of `oracle` and `oracleRegion`, which the preload defines.
 */
export function instrument(path: string, text: string): string {
  // What stands for somebody else's program is no part of the server.
  if (text.startsWith('// Stands for ')) return text;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const insertions = insertionsIn(file, file).sort((a, b) => b.at - a.at || b.order - a.order);
  return insertions.reduce((result, { at, end = at, added }) => result.slice(0, at) + added + result.slice(end), text);
}

interface Insertion {
  readonly at: number;
  /** What stands up to here gives way. */
  readonly end?: number;
  readonly added: string;
  /** Of two at one place, the one with the smaller number comes first. */
  readonly order: number;
}

function insertionsIn(node: ts.Node, file: ts.SourceFile): Insertion[] {
  const found: Insertion[] = [];
  const visit = (child: ts.Node, depth: number) => {
    found.push(...reportOf(child, file, depth), ...regionOf(child, file, depth));
    ts.forEachChild(child, (one) => visit(one, depth + 1));
  };
  visit(node, 0);
  return found;
}

function reportOf(node: ts.Node, file: ts.SourceFile, depth: number): Insertion[] {
  // A constructor may not do anything before super(), and what it does is part of the start.
  if (!isFunction(node) || ts.isConstructorDeclaration(node) || !node.body) return [];
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  const values = node.parameters.flatMap(({ name }) => boundNames(name)).filter((name) => name !== 'this');
  const call = `globalThis.oracle?.('${file.fileName}:${line + 1}', () => [${values.join(', ')}])`;
  const { body } = node;
  if (ts.isBlock(body)) return [{ at: body.getStart() + 1, added: ` ${call};`, order: depth }];
  return [
    { at: body.getStart(), added: `(${call}, `, order: depth },
    { at: body.end, added: ')', order: -depth },
  ];
}

function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node;
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

/** `client.config.region()` */
function regionOf(node: ts.Node, file: ts.SourceFile, depth: number): Insertion[] {
  if (!ts.isCallExpression(node) || !/\.config\.region\(\)$/.test(node.getText(file))) return [];
  const member = node.expression as ts.PropertyAccessExpression;
  const config = member.expression as ts.PropertyAccessExpression;
  return [
    { at: node.getStart(), added: 'globalThis.oracleRegion(', order: depth },
    { at: config.expression.end, end: node.end, added: ')', order: -depth },
  ];
}
