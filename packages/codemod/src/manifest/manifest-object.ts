import { ts } from 'ts-morph';
import { gapBefore, type ListItem } from '../edit/list-insertion.ts';

/** The object that `text` must be known to hold. JSON.parse has no positions; the compiler's JSON parser has. */
export function rootObject(text: string): ts.ObjectLiteralExpression {
  const file = ts.createSourceFile('package.json', text, ts.ScriptTarget.JSON, true) as ts.JsonSourceFile;
  return file.statements[0]?.expression as ts.ObjectLiteralExpression;
}

export interface Property extends ListItem {
  readonly value: ts.Expression;
}

export function properties(object: ts.ObjectLiteralExpression): Property[] {
  return object.properties.filter(ts.isPropertyAssignment).map((node) => ({
    key: (node.name as ts.StringLiteral).text,
    fullStart: node.pos,
    start: node.getStart(),
    end: node.end,
    value: node.initializer,
  }));
}

/** A list on lines of its own where the manifest itself has lines, else `{ "name": "value" }`. */
export function listText(text: string, neighbour: ListItem, entry: string): string {
  const gap = gapBefore(text, neighbour);
  const indent = gap.slice(gap.lastIndexOf('\n') + 1);
  return gap.includes('\n') ? `{${gap}${indent}${entry}${gap}}` : `{ ${entry} }`;
}
