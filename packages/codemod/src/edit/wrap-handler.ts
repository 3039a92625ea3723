import type { Node } from 'ts-morph';
import type { LibraryImport, TextEdit } from '../types.ts';
import { libraryImportEdits } from './library-imports.ts';
import { AS_IT_IS, type HandlerAdaptation } from './new-arguments.ts';
import { wrapExpression } from './wrap.ts';

/** `withAccountContext(<expression>)`, or another wrapper of the library; the expression's own text stays untouched. */
export function wrapInLibraryCall(
  expression: Node,
  wrapper: LibraryImport,
  { before, after, edits }: HandlerAdaptation = AS_IT_IS,
  options = '',
): TextEdit[] {
  const name = libraryImportEdits(expression.getSourceFile(), new Set([wrapper])).localName(wrapper);
  return [...wrapExpression(expression, `${name}(${before}`, `${after}${options && `, ${options}`})`), ...edits];
}
