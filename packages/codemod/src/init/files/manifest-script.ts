import { ts } from 'ts-morph';
import { gapBefore, insertAfter, type ListItem } from '../../edit/list-insertion.ts';
import { applyEdits } from '../../edit/splice.ts';
import type { TextEdit } from '../../types.ts';

/**
 * `manifestText` with one more script, after `start` where there is one, else last; every other byte stays. A script of that
 * name stays as it is. The text must be a JSON object, and `scripts` one where it is there.
 */
export function addScript(manifestText: string, name: string, command: string): string {
  const text = manifestText.replace(/^\uFEFF/, '');
  const manifest = JSON.parse(text) as { scripts?: Record<string, string> };
  if (manifest.scripts && Object.hasOwn(manifest.scripts, name)) return manifestText;
  const root = properties(rootObject(text));
  const scripts = root.findLast(({ key }) => key === 'scripts');
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(command)}`;
  return applyEdits(manifestText, [scripts ? intoScripts(text, scripts, entry) : newScripts(text, root, entry)]);
}

interface Property extends ListItem {
  readonly value: ts.Expression;
}

function rootObject(text: string): ts.ObjectLiteralExpression {
  const file = ts.createSourceFile('package.json', text, ts.ScriptTarget.JSON, true) as ts.JsonSourceFile;
  return file.statements[0]?.expression as ts.ObjectLiteralExpression;
}

function properties(object: ts.ObjectLiteralExpression): Property[] {
  return object.properties.filter(ts.isPropertyAssignment).map((node) => ({
    key: (node.name as ts.StringLiteral).text,
    fullStart: node.pos,
    start: node.getStart(),
    end: node.end,
    value: node.initializer,
  }));
}

function intoScripts(text: string, scripts: Property, entry: string): TextEdit {
  const items = ts.isObjectLiteralExpression(scripts.value) ? properties(scripts.value) : [];
  const place = items.find(({ key }) => key === 'start') ?? items.at(-1);
  if (place) return insertAfter(text, place, entry);
  return { start: scripts.value.getStart(), end: scripts.value.end, text: listText(text, scripts, entry) };
}

/** Before the dependencies, which stand behind the scripts in most manifests. */
function newScripts(text: string, root: readonly Property[], entry: string): TextEdit {
  const next = root.find(({ key }) => /dependencies$/i.test(key)) ?? root.at(-1);
  if (!next) return { start: 0, end: text.length, text: `{ "scripts": { ${entry} } }\n` };
  const list = `"scripts": ${listText(text, next, entry)},${gapBefore(text, next)}`;
  return { start: next.start, end: next.start, text: list };
}

function listText(text: string, neighbour: ListItem, entry: string): string {
  const gap = gapBefore(text, neighbour);
  const indent = gap.slice(gap.lastIndexOf('\n') + 1);
  return gap.includes('\n') ? `{${gap}${indent}${entry}${gap}}` : `{ ${entry} }`;
}
