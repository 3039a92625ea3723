import { ts } from 'ts-morph';
import { gapBefore, insertAfter, insertBefore, insertIntoList, type ListItem } from '../edit/list-insertion.ts';
import { endOfLine } from '../edit/source-style.ts';
import { applyEdits } from '../edit/splice.ts';
import type { TextEdit } from '../types.ts';

/** A package.json that cannot be edited. The message says what is wrong with it and is meant for the user. */
export class ManifestError extends Error {
  static {
    this.prototype.name = 'ManifestError';
  }
}

const DEPENDENCY_LISTS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/**
 * `manifestText` with `"name": "range"` in `dependencies`; every other byte stays. A package that any of the dependency
 * lists already names is left as it is. The list is created when absent, and stays sorted when it is.
 *
 * @throws ManifestError when the text is not a JSON object, or `dependencies` is not one.
 */
export function addDependency(manifestText: string, name: string, range: string): string {
  const text = manifestText.replace(/^\uFEFF/, '');
  const manifest = parse(text);
  if (DEPENDENCY_LISTS.some((list) => isObject(manifest[list]) && Object.hasOwn(manifest[list], name)))
    return manifestText;
  const root = rootObject(text);
  const list = propertyNamed(root, 'dependencies');
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(range)}`;
  return applyEdits(manifestText, [list ? insertEntry(text, list, entry, name) : insertList(text, root, entry)]);
}

function parse(text: string): Record<string, unknown> {
  const manifest = parseJson(text);
  if (!isObject(manifest)) throw new ManifestError('package.json does not hold a JSON object.');
  const list = manifest.dependencies;
  if (list !== undefined && !isObject(list))
    throw new ManifestError('"dependencies" in package.json is not an object.');
  return manifest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ManifestError(`package.json is not valid JSON: ${(error as Error).message}`, { cause: error });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON.parse has no positions; the compiler's JSON parser has, and the text is known to be an object by now. */
function rootObject(text: string): ts.ObjectLiteralExpression {
  const file = ts.createSourceFile('package.json', text, ts.ScriptTarget.JSON, true) as ts.JsonSourceFile;
  return file.statements[0]?.expression as ts.ObjectLiteralExpression;
}

interface Property extends ListItem {
  readonly value: ts.Expression;
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

/** Of equal keys the last one counts, as for JSON.parse. */
function propertyNamed(object: ts.ObjectLiteralExpression, name: string): Property | undefined {
  return properties(object).findLast((property) => property.key === name);
}

function insertEntry(text: string, list: Property, entry: string, name: string): TextEdit {
  const entries = properties(list.value as ts.ObjectLiteralExpression);
  if (entries.length > 0) return insertIntoList(text, entries, name, entry);
  return { start: list.value.getStart(), end: list.value.end, text: listText(text, list, entry) };
}

/** A list on lines of its own where the manifest itself has lines, else `{ "name": "range" }`. */
function listText(text: string, neighbour: Property, entry: string): string {
  const gap = gapBefore(text, neighbour);
  const indent = gap.slice(gap.lastIndexOf('\n') + 1);
  return gap.includes('\n') ? `{${gap}${indent}${entry}${gap}}` : `{ ${entry} }`;
}

/** Lists of dependencies stand together, before the development ones; else they follow the scripts. */
function insertList(text: string, root: ts.ObjectLiteralExpression, entry: string): TextEdit {
  const last = properties(root).at(-1);
  if (last === undefined) return { start: root.getStart(), end: root.end, text: newManifest(text, entry) };
  const otherList = properties(root).find(({ key }) => DEPENDENCY_LISTS.includes(key));
  if (otherList) return insertBefore(text, otherList, `"dependencies": ${listText(text, otherList, entry)}`);
  const neighbour = propertyNamed(root, 'scripts') ?? last;
  return insertAfter(text, neighbour, `"dependencies": ${listText(text, neighbour, entry)}`);
}

function newManifest(text: string, entry: string): string {
  const eol = endOfLine(text);
  return `{${eol}  "dependencies": {${eol}    ${entry}${eol}  }${eol}}`;
}
