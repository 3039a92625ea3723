import { type NewExpression, Node, type SourceFile } from 'ts-morph';
import { isServerClass } from './server-class.ts';

/** Every `new McpServer(…)`, `new Server(…)` and construction of a project class that extends one, in order. */
export function serverConstructions(files: readonly SourceFile[]): NewExpression[] {
  return files.flatMap(constructionsIn).filter((construction) => isServerClass(construction.getExpression()));
}

function constructionsIn(file: SourceFile): NewExpression[] {
  return [...file.getFullText().matchAll(/\bnew\s/g)].flatMap(({ index }) => {
    const construction = file.getDescendantAtPos(index)?.getParent();
    return Node.isNewExpression(construction) && construction.getStart() === index ? [construction] : [];
  });
}
