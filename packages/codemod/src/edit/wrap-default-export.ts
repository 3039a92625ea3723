import { type FunctionDeclaration, Node, type VariableDeclaration } from 'ts-morph';
import { findNames } from '../project/find-calls.ts';
import { declarationOf } from '../project/resolve-value.ts';
import type { TextEdit } from '../types.ts';
import { libraryImportEdits } from './library-imports.ts';
import { endOfLine, sourceStyle } from './source-style.ts';

/**
 * `export default withAccountContext(async function tool() { … });`. A function that the file also uses by its name stays a
 * declaration, and a line below it exports it wrapped.
 */
export function wrapDefaultFunction(declaration: FunctionDeclaration): TextEdit[] {
  const file = declaration.getSourceFile();
  const wrapper = libraryImportEdits(file, new Set(['withAccountContext'])).localName('withAccountContext');
  const { semicolon } = sourceStyle(file);
  const start = startOfFunction(declaration);
  const name = declaration.getName();
  if (name !== undefined && isUsedByName(declaration)) {
    const eol = endOfLine(file.getFullText());
    const line = `${eol}${eol}export default ${wrapper}(${name})${semicolon}`;
    return [{ start: declaration.getStart(), end: start, text: '' }, append(declaration, line)];
  }
  return [{ start, end: start, text: `${wrapper}(` }, append(declaration, `)${semicolon}`)];
}

function append(declaration: Node, text: string): TextEdit {
  const end = declaration.getEnd();
  return { start: end, end, text };
}

/** Behind `export default`: at `async` or `function`. */
function startOfFunction(declaration: FunctionDeclaration): number {
  return (
    declaration.getAsyncKeyword() ??
    declaration.getFirstChild((node) => node.getText() === 'function') ??
    declaration
  ).getStart();
}

/** Whether a file uses a function besides exporting it; what stands inside the function reaches it in either form. */
export function isUsedByName(declaration: FunctionDeclaration | VariableDeclaration): boolean {
  return findNames(declaration.getSourceFile(), declaration.getName() ?? '').some(
    (use) =>
      use !== declaration.getNameNode() &&
      declarationOf(use) === declaration &&
      use.getFirstAncestor((node) => node === declaration) === undefined &&
      !Node.isExportSpecifier(use.getParent()) &&
      !Node.isExportAssignment(use.getParent()),
  );
}
