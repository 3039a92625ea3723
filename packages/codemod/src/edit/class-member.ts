import type { Node } from 'ts-morph';
import type { ToolClass } from '../discover/mcp-framework.ts';
import type { TextEdit } from '../types.ts';
import { endOfLine } from './source-style.ts';

/**
 * Inserts a member behind another one of a class, or as its first: on a line of its own, with the indent of its neighbours,
 * unless the class stands on one line.
 */
export function insertClassMember(owner: ToolClass, behind: Node | undefined, member: string): TextEdit {
  const text = owner.getSourceFile().getFullText();
  const neighbour = behind ?? owner.getMembers()[0];
  const open = owner.getStart() + owner.getText().indexOf('{', headLength(owner)) + 1;
  const offset = behind ? endOfMember(text, behind.getEnd()) : open;
  const indent = neighbour ? indentOf(text, neighbour.getStart()) : `${indentOf(text, owner.getStart()) ?? ''}  `;
  return { start: offset, end: offset, text: `${indent === undefined ? ' ' : endOfLine(text) + indent}${member}` };
}

/** The class's name, type arguments and heritage may have braces of their own. */
function headLength(owner: ToolClass): number {
  const last = [...owner.getImplements(), owner.getExtends()].findLast((clause) => clause !== undefined);
  return last ? last.getEnd() - owner.getStart() : 0;
}

/** A comment on the same line belongs to the member. */
function endOfMember(text: string, end: number): number {
  const comment = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\n]*?\*\/(?=[ \t]*\r?\n))/.exec(text.slice(end));
  return end + (comment?.[0].length ?? 0);
}

/** Undefined for what does not begin its line. */
function indentOf(text: string, start: number): string | undefined {
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return indent.trim() === '' ? indent : undefined;
}
