import { Node } from 'ts-morph';
import type { HandlerShape, InlineHandler } from '../classify/handler.ts';
import type { TextEdit } from '../types.ts';
import { freeName } from './free-name.ts';

/** Text around a handler, and edits inside it. */
export interface HandlerAdaptation {
  readonly before: string;
  readonly after: string;
  readonly edits: readonly TextEdit[];
}

export const AS_IT_IS: HandlerAdaptation = { before: '', after: '', edits: [] };

/**
 * Makes room for the arguments that a handler is called with once its tool has a schema: `(extra)` becomes
 * `(_args, extra)`, and `handler` becomes `(_args, extra) => handler(extra)`. Undefined where that cannot be known.
 */
export function acceptArguments(shape: HandlerShape): HandlerAdaptation | undefined {
  switch (shape.kind) {
    case 'no-parameters':
      return AS_IT_IS;
    case 'inline':
      return { ...AS_IT_IS, edits: prependParameter(shape.handler, shape.first) };
    case 'named':
      return { ...AS_IT_IS, before: '(_args, extra) => ', after: '(extra)' };
    case 'unknown':
      return undefined;
  }
}

function prependParameter(handler: InlineHandler, first: Node): TextEdit[] {
  const name = freeName(handler, ['_args', '_toolArgs']);
  if (hasParentheses(handler, first)) return [insertion(first.getStart(), `${name}, `)];
  return [insertion(first.getStart(), `(${name}, `), insertion(first.getEnd(), ')')];
}

/** `extra => …` has none. */
function hasParentheses(handler: InlineHandler, first: Node): boolean {
  if (!Node.isArrowFunction(handler)) return true;
  return handler.getSourceFile().getFullText().slice(handler.getStart(), first.getStart()).includes('(');
}

function insertion(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}
