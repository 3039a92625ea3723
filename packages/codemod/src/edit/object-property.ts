import type { Node, ObjectLiteralExpression } from 'ts-morph';
import type { TextEdit } from '../types.ts';
import { endOfLine } from './source-style.ts';

/**
 * Inserts a property as the last of an object literal, in the literal's own layout: on one line or on its own, with the
 * indent and the trailing comma (or its absence) of its neighbours. A comment behind the last property stays behind it.
 */
export function appendProperty(literal: ObjectLiteralExpression, property: string): TextEdit[] {
  const last = literal.getProperties().at(-1);
  if (!last) return fillEmpty(literal, property);
  const text = literal.getSourceFile().getFullText();
  const comma = commaAfter(literal, last, text);
  const line = endOfLineOfProperty(text, comma ?? last.getEnd());
  const gap = startsLine(text, last.getStart()) || line.isBroken ? lineBreak(text, indentOf(literal, last, text)) : ' ';
  const inserted = `${gap}${property}${comma === undefined ? '' : ','}`;
  if (comma !== undefined) return [insertion(line.end, inserted)];
  if (!line.isBroken) return [insertion(line.end, `,${inserted}`)];
  return [insertion(last.getEnd(), ','), insertion(line.end, inserted)];
}

function insertion(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}

/** A comment in an otherwise empty literal stays; the property goes below it. */
function fillEmpty(literal: ObjectLiteralExpression, property: string): TextEdit[] {
  const text = literal.getSourceFile().getFullText();
  const [start, end] = [literal.getStart() + 1, literal.getEnd() - 1];
  const inside = text.slice(start, end);
  if (inside.trim() === '') return [{ start, end, text: ` ${property} ` }];
  if (!inside.includes('\n')) return [insertion(start + inside.trimEnd().length, ` ${property}`)];
  const comments = start + inside.trimEnd().length;
  return [insertion(comments, lineBreak(text, lineIndent(text, comments)) + property)];
}

/** The offset behind the trailing comma; undefined when there is none. */
function commaAfter(literal: ObjectLiteralExpression, last: Node, text: string): number | undefined {
  if (!literal.compilerNode.properties.hasTrailingComma) return undefined;
  const list = literal.compilerNode.properties.end;
  return text[list - 1] === ',' ? list : last.getEnd();
}

/** Where a property's line ends, its trailing comments included; a comment up to the end of the line breaks it. */
function endOfLineOfProperty(text: string, from: number): { end: number; isBroken: boolean } {
  const comment =
    /^[^\S\r\n]*(?:\/\*(?:(?!\*\/)[^\r\n])*\*\/[^\S\r\n]*)*(?:\/\/[^\r\n]*)?/.exec(text.slice(from))?.[0] ?? '';
  return { end: from + comment.trimEnd().length, isBroken: comment.includes('//') };
}

function startsLine(text: string, offset: number): boolean {
  return (
    text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '' && text.lastIndexOf('\n', offset - 1) >= 0
  );
}

/** A property that shares its line with others has no indent of its own; the one that begins the line has. */
function indentOf(literal: ObjectLiteralExpression, last: Node, text: string): string {
  const properties = literal.getProperties();
  const first = properties.findLast((property) => startsLine(text, property.getStart())) ?? last;
  return lineIndent(text, first.getStart());
}

function lineIndent(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^\s*/.exec(line)?.[0] ?? '';
}

function lineBreak(text: string, indent: string): string {
  return endOfLine(text) + indent;
}
