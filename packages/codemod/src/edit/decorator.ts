import type { MethodDeclaration } from 'ts-morph';
import type { TextEdit } from '../types.ts';
import { endOfLine } from './source-style.ts';

/** Inserts a decorator below the others of a method: on a line of its own, unless the method stands on one with its last. */
export function insertDecorator(method: MethodDeclaration, decorator: string): TextEdit {
  const text = method.getSourceFile().getFullText();
  const last = method.getDecorators().at(-1);
  const end = last?.getEnd() ?? method.getStart();
  const lineStart = text.lastIndexOf('\n', method.getStart() - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const isAlone = /^[ \t]*\r?\n/.test(text.slice(end));
  return { start: end, end, text: (isAlone ? endOfLine(text) + indent : ' ') + decorator };
}
